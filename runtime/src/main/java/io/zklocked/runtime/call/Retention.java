package io.zklocked.runtime.call;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.engine.Request;
import io.zklocked.syntax.FiniteTime;
import java.util.function.Consumer;

/**
 * For how long locks of methods may be kept between calls. Thread-safe if its log is.
 *
 * @param longestNanos the longest time that makes sense, which is taken for all that are longer
 * @param log hears of those
 */
public record Retention(long longestNanos, Consumer<String> log) {

  /** What a lock says, or that it says nothing. */
  long nanos(String place, LockAttributes lock) {
    if (lock.retain().isEmpty()) {
      return Request.AS_CONFIGURED;
    }
    long given = FiniteTime.nanos("retain", lock.retain());
    if (given <= longestNanos) {
      return given;
    }
    log.accept(
        "%s: retain = \"%s\" is longer than a quarter of session-timeout: %d ms are taken. A lock is granted from what was retained only while at least that much of its session is left"
            .formatted(place, lock.retain(), longestNanos / 1_000_000));
    return longestNanos;
  }
}
