package io.zklocked.runtime.call;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Warns of bodies that hold their lock for longer than they were thought to. Thread-safe if what it
 * is made of is.
 *
 * @param alarms rings when a body takes too long
 * @param count is given the label of each lock that is held too long
 * @param log hears of each, once, with the stack of its thread
 */
public record OverdueWatch(Alarm alarms, Consumer<String> count, Consumer<String> log) {

  /** Watches a lock from now on. */
  Watched watch(Held held, String label, String resource, String method, long nanos) {
    Watched watched = new Watched(this, held, label, resource, method, nanos);
    watched.alarm = alarms.set(nanos, watched::ring);
    return watched;
  }

  /**
   * A lock that is watched. Left by the thread that holds it, or by whoever completes its stage.
   */
  static final class Watched {

    private final OverdueWatch watch;
    private final Held held;
    private final String label;
    private final String resource;
    private final String method;
    private final long nanos;
    private volatile @Nullable Future<?> alarm;
    private volatile boolean isInBody = true;
    private volatile boolean isOver;

    private Watched(
        OverdueWatch watch, Held held, String label, String resource, String method, long nanos) {
      this.watch = watch;
      this.held = held;
      this.label = label;
      this.resource = resource;
      this.method = method;
      this.nanos = nanos;
    }

    /** The body has ended; its result has not come yet. */
    void leaveBody() {
      isInBody = false;
    }

    /** The lock is left. */
    void end() {
      isOver = true;
      Future<?> set = alarm;
      if (set != null) { // as it always is
        set.cancel(false);
      }
    }

    private void ring() {
      Thread owner = held.owner();
      StackTraceElement[] stack = owner == null ? new StackTraceElement[0] : owner.getStackTrace();
      boolean inBody = isInBody;
      if (isOver || held.isClosed()) {
        return; // and the stack may be that of anything
      }
      watch.count.accept(label);
      watch.log.accept(warning(inBody, owner, stack));
    }

    private String warning(boolean inBody, @Nullable Thread owner, StackTraceElement[] stack) {
      String head =
          "lock '%s' is held %s for more than %d ms (warnAfter)"
              .formatted(
                  resource,
                  method.equals(Acquirer.BY_HAND) ? method : "by " + method,
                  TimeUnit.NANOSECONDS.toMillis(nanos));
      if (owner == null) {
        return head + ", by no thread";
      }
      if (!inBody) {
        return head + ": its body has ended, and what it has returned is not complete";
      }
      StringBuilder warning = new StringBuilder(head);
      warning.append(", on thread ").append(owner.getName());
      for (StackTraceElement frame : stack) {
        warning.append("\n\tat ").append(frame);
      }
      return warning.toString();
    }
  }
}
