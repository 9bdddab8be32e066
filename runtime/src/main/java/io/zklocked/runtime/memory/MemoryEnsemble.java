package io.zklocked.runtime.memory;

import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Locks within this JVM only, without any server: for tests and laptops. The engine is the same and
 * decides the same; what is missing is everything that can go wrong with a network. Thread-safe.
 */
public final class MemoryEnsemble implements Ensemble {

  private static final AtomicLong SESSIONS = new AtomicLong();

  private final MemoryTree tree;

  private volatile @Nullable MemorySession session;

  /** Makes an ensemble on the tree that everything in this JVM shares. */
  public MemoryEnsemble() {
    this(MemoryTree.OF_THIS_JVM);
  }

  private MemoryEnsemble(MemoryTree tree) {
    this.tree = tree;
  }

  /**
   * Makes an ensemble on a tree of its own.
   *
   * @return one whose locks keep nobody else out
   */
  public static MemoryEnsemble apart() {
    return new MemoryEnsemble(new MemoryTree());
  }

  @Override
  public void start(Events events) {
    MemorySession opened =
        new MemorySession(
            tree,
            events,
            tree == MemoryTree.OF_THIS_JVM ? "memory-" + SESSIONS.incrementAndGet() : "apart",
            Session.ENDLESS_NANOS);
    session = opened;
    opened.bring(() -> events.connected(opened));
  }

  @Override
  public String description() {
    return "memory";
  }

  @Override
  public void close() {
    MemorySession opened = session;
    if (opened != null) {
      opened.end();
    }
  }
}
