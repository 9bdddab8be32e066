package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When sessions expire, as one leader sees it: a timeout after the last sign of life that reached
 * it, rounded up to its tick. Confined to one thread.
 */
final class SimTracker {

  /** What a leader knows of a session. */
  static final class Entry {
    final SimSession session;

    /** Through which server its requests come; those through another are refused. */
    @Nullable Object owner;

    boolean isClosing;
    private long expiry;

    private Entry(SimSession session) {
      this.session = session;
    }
  }

  private final SimServer leader;
  private final Consumer<Entry> expire;
  private final List<Entry> entries = new ArrayList<>();

  SimTracker(SimServer leader, Consumer<Entry> expire) {
    this.leader = leader;
    this.expire = expire;
  }

  @Nullable Entry find(SimSession session) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).session == session) {
        return entries.get(i);
      }
    }
    return null;
  }

  /** A session is new, or known from an earlier leader: its time starts now. */
  void track(SimSession session, @Nullable Object owner) {
    Entry added = new Entry(session);
    added.owner = owner;
    entries.add(added);
    touch(added);
    await(added);
  }

  /** A sign of life; false if it comes too late. */
  boolean touch(SimSession session) {
    Entry entry = find(session);
    if (entry == null || entry.isClosing) {
      return false;
    }
    touch(entry);
    return true;
  }

  private void touch(Entry entry) {
    long tick = leader.servers.shape.tickNanos();
    long end = leader.clock.nanos() + leader.servers.shape.timeoutNanos();
    entry.expiry = (end / tick + 1) * tick;
  }

  void forget(SimSession session) {
    entries.removeIf(entry -> entry.session == session);
  }

  private void await(Entry entry) {
    leader.after(
        entry.expiry - leader.clock.nanos(),
        () -> {
          if (entry.isClosing || find(entry.session) != entry) {
            return;
          }
          if (leader.clock.nanos() < entry.expiry - 1_000) {
            await(entry);
          } else {
            expire.accept(entry);
          }
        });
  }
}
