package io.zklocked.benchmarks;

import io.zklocked.runtime.ConfigException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls that need no server: of a thread that holds the lock already, or of a retained lock. */
final class QuickPart implements Part {

  /** Re-entering by a view that was made before. */
  static final String REENTRANT = "zklocked, re-entrant: lock()";

  /** Taking a retained lock again by a view that was made before. */
  static final String RETAINED = "zklocked, retained: lock()";

  private static final String KEY = "quick";

  private final Pace pace;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private final Map<String, Mutex> free = new LinkedHashMap<>();
  private final Map<String, String> absent = new LinkedHashMap<>();

  private QuickPart(Pace pace) {
    this.pace = pace;
  }

  /** Connects nothing that is not wanted elsewhere, but for the lock that is retained. */
  static QuickPart of(Lineup lineup, Pace pace) throws Exception {
    QuickPart part = new QuickPart(pace);
    for (PeerKind kind : lineup.kinds()) {
      part.add(kind, lineup.peers());
    }
    return part;
  }

  private void add(PeerKind kind, Peers peers) throws Exception {
    switch (kind) {
      case ZKLOCKED -> {
        ZkLockedPeer peer = (ZkLockedPeer) peers.get(kind);
        held.put(REENTRANT, new Held(peer.mutex(KEY), new LockMutex(peer.lock(KEY))));
        held.put(
            "zklocked, re-entrant: acquire(resource)", new Held(peer.mutex(KEY), peer.mutex(KEY)));
      }
      case ZKLOCKED_RETAINED -> addRetained(peers);
      default -> {
        String row = kind.title() + ", re-entrant";
        String reason = peers.whyNot(kind);
        if (reason == null) {
          Peer peer = peers.get(kind);
          held.put(row, new Held(peer.mutex(KEY), peer.mutex(KEY)));
        } else {
          absent.put(row, reason);
        }
      }
    }
  }

  private void addRetained(Peers peers) throws Exception {
    try {
      ZkLockedPeer peer = (ZkLockedPeer) peers.get(PeerKind.ZKLOCKED_RETAINED);
      String key = KEY + "-retained";
      free.put(RETAINED, new LockMutex(peer.lock(key)));
      free.put("zklocked, retained: acquire(resource)", peer.mutex(key));
    } catch (ConfigException e) {
      absent.put(RETAINED, "not measured: this build does not know the key " + e.key());
    }
  }

  @Override
  public String name() {
    return "quick";
  }

  @Override
  public String title() {
    return "One thread: calls that need no server, meters on";
  }

  @Override
  public List<Figure> figures() {
    return List.of(Figure.QUICK, Figure.QUICK_BYTES);
  }

  @Override
  public List<String> rows() {
    List<String> rows = new ArrayList<>(free.keySet());
    rows.addAll(held.keySet());
    rows.addAll(absent.keySet());
    return rows;
  }

  @Override
  public List<String> notes() {
    return List.of(
        "One call after the other, without a pause: now and then a retained lock is looked after.");
  }

  @Override
  public @Nullable String whyNot(String row) {
    return absent.get(row);
  }

  @Override
  public void measure(int round, Results results) throws Exception {
    List<String> rows = new ArrayList<>(free.keySet());
    rows.addAll(held.keySet());
    Collections.rotate(rows, -round);
    for (String row : rows) {
      Attempts.measure(row, () -> measure(row, results), results);
    }
  }

  private void measure(String row, Results results) throws Exception {
    Mutex retained = free.get(row);
    QuickCalls calls = retained == null ? reentrant(held(row)) : measure(retained);
    results.add(Figure.QUICK, row, calls.nanos());
    results.add(Figure.QUICK_BYTES, row, calls.bytes());
  }

  private Held held(String row) {
    Held one = held.get(row);
    if (one == null) {
      throw new IllegalArgumentException(row);
    }
    return one;
  }

  private QuickCalls reentrant(Held lock) throws Exception {
    lock.outer.acquire();
    try {
      return measure(lock.inner);
    } finally {
      lock.outer.release();
    }
  }

  private QuickCalls measure(Mutex mutex) throws Exception {
    long nanos = pace.quickCallNanos();
    return QuickCalls.measure(mutex, nanos, nanos);
  }

  /**
   * A lock that is entered twice.
   *
   * @param outer the first time
   * @param inner the second time, which is measured
   */
  private record Held(Mutex outer, Mutex inner) {}
}
