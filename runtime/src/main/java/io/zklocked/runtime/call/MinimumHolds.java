package io.zklocked.runtime.call;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What is held on after its call has returned, until the time is over for which others are to be
 * kept out. Thread-safe.
 */
public final class MinimumHolds {

  private final Alarm alarms;
  private final Consumer<String> log;
  private final Set<HeldOn> heldOn = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Holds nothing yet.
   *
   * @param alarms ends the holds
   * @param log hears of those that are cut short
   */
  public MinimumHolds(Alarm alarms, Consumer<String> log) {
    this.alarms = alarms;
    this.log = log;
  }

  /** Holds on, for a call whose use is left here and by nobody else. */
  void add(Held held, String method, long nanos) {
    HeldOn one = new HeldOn(held, method, System.nanoTime() + nanos);
    heldOn.add(one);
    Future<?> end;
    try {
      end = alarms.set(nanos, one::end);
    } catch (RuntimeException | Error e) {
      one.end(); // rather too early than never
      throw e;
    }
    if (closed) {
      end.cancel(false);
      one.cutShort();
    }
  }

  /**
   * Ends all of them, and each that would come from now on, since this process ends: a lock that
   * nobody of it relies on must not keep others waiting until its session ends.
   */
  public void cutShort() {
    closed = true;
    heldOn.forEach(HeldOn::cutShort);
  }

  private final class HeldOn {

    private final Held held;
    private final String method;
    private final long until;
    private final AtomicBoolean ended = new AtomicBoolean();

    HeldOn(Held held, String method, long until) {
      this.held = held;
      this.method = method;
      this.until = until;
    }

    void end() {
      if (ended.compareAndSet(false, true)) {
        heldOn.remove(this);
        held.leaveUse(); // the engine logs and counts a loss; there is nobody to be told
      }
    }

    void cutShort() {
      long left = until - System.nanoTime();
      if (left > 0 && !ended.get()) {
        log.accept(
            "%s was to be held for another %d ms (lockAtLeastFor); as this process ends, others have it from now on"
                .formatted(
                    method.equals(Acquirer.BY_HAND)
                        ? "a lock that was acquired by hand"
                        : "the lock of " + method,
                    left / 1_000_000));
      }
      end();
    }
  }
}
