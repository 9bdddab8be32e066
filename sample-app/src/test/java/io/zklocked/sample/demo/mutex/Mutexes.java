package io.zklocked.sample.demo.mutex;

import io.zklocked.sample.mutex.Interval;
import java.time.Instant;
import java.util.List;

/** Runs of the mutex program that went wrong. */
final class Mutexes {

  private static final Instant ZERO = Instant.parse("2026-11-20T10:00:00Z");

  private Mutexes() {}

  static MutexResult overlapping() {
    return new MutexResult(
        List.of(),
        List.of(
            new Interval(1, 1, "01-00", ZERO, ZERO.plusMillis(10)),
            new Interval(2, 1, "02-00", ZERO.plusMillis(9), ZERO.plusMillis(20))),
        2);
  }

  static MutexResult missing() {
    return new MutexResult(
        List.of(), List.of(new Interval(1, 1, "01-00", ZERO, ZERO.plusMillis(10))), 2);
  }
}
