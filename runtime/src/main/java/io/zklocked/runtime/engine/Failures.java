package io.zklocked.runtime.engine;

import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockModeException;
import io.zklocked.LockUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of an attempt that fails, or takes long: what happened, and what to do. */
final class Failures {

  private Failures() {}

  static LockBusyException busy(Request request, long waitedNanos, @Nullable OwnerRecord holder) {
    String who = holder == null ? null : holder.describe();
    Instant since = holder == null ? null : holder.since();
    StringBuilder message =
        new StringBuilder("Lock '")
            .append(request.resource())
            .append("' is busy, after waiting ")
            .append(seconds(waitedNanos))
            .append(": ")
            .append(held(holder));
    message.append(
        ". The body did not run. Wait longer (wait-time), or look at what its holder is doing.");
    Map<String, Object> facts = facts(request, message.toString());
    put(facts, "holder", who);
    put(facts, "since", since);
    put(facts, "waited", Duration.ofNanos(waitedNanos));
    return LockBusyException.of(facts);
  }

  static String held(@Nullable OwnerRecord holder) {
    String who =
        holder == null ? "somebody whose record could not be read in time" : holder.describe();
    return holder == null || holder.since() == null
        ? "held by " + who
        : "held by " + who + ", in line since " + holder.since();
  }

  /** Of an attempt that goes on. */
  static String delayed(Request request, long waitedNanos, String reason) {
    return "thread '%s' has waited %s for lock '%s' (%s), in %s: %s"
        .formatted(
            request.thread(),
            seconds(waitedNanos),
            request.resource(),
            request.path(),
            request.method(),
            reason);
  }

  static LockUnavailableException unavailable(Request request, long waitedNanos, String reason) {
    return LockUnavailableException.of(
        facts(
            request,
            "Lock '%s' is unavailable, after %s: %s. The body did not run."
                .formatted(request.resource(), seconds(waitedNanos), reason)));
  }

  static LockUnavailableException broken(Request request, String problem) {
    return LockUnavailableException.of(
        facts(
            request,
            "Lock '%s' (%s) is refused: %s The body did not run."
                .formatted(request.resource(), request.path(), problem)));
  }

  static LockModeException foreign(Request request, String problem) {
    return LockModeException.of(
        facts(
            request,
            "Lock '%s' (%s) is refused: %s The body did not run."
                .formatted(request.resource(), request.path(), problem)));
  }

  static LockInterruptedException interrupted(Request request, long waitedNanos) {
    return LockInterruptedException.of(
        facts(
            request,
            "Interrupted after waiting %s for lock '%s'. The body did not run."
                .formatted(seconds(waitedNanos), request.resource())));
  }

  private static Map<String, Object> facts(Request request, String message) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("message", message);
    facts.put("resource", request.resource());
    facts.put("path", request.path());
    return facts;
  }

  private static void put(Map<String, Object> facts, String key, @Nullable Object value) {
    if (value != null) {
      facts.put(key, value);
    }
  }

  private static String seconds(long nanos) {
    long millis = nanos / 1_000_000;
    return millis < 1000 ? millis + " ms" : millis / 1000 + "." + millis % 1000 / 100 + " s";
  }
}
