package io.zklocked.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * As many schedules as are asked for with {@code -Dzklocked.soak.schedules=N}, on all processors,
 * from {@code -Dzklocked.soak.from=N} on. A violation is printed and does not end the run, but
 * fails it.
 */
@Tag("soak")
class SimulationSoakTest {

  private static final long SCHEDULES = Long.getLong("zklocked.soak.schedules", 1_000_000);
  private static final long FROM = Long.getLong("zklocked.soak.from", 1);
  private static final int MOST_TRACED = 5;
  private static final int MOST_PRINTED = 200;

  private final SimTally tally = new SimTally();
  private final AtomicLong next = new AtomicLong(FROM);
  private final SimMoves moves = new SimMoves();

  @Test
  void everyScheduleKeepsEveryRule() throws InterruptedException {
    int workers = Runtime.getRuntime().availableProcessors();
    CountDownLatch done = new CountDownLatch(workers);
    for (int i = 0; i < workers; i++) {
      Thread worker = new Thread(() -> work(done), "soak-" + i);
      worker.setDaemon(true);
      worker.start();
    }
    while (!done.await(10, TimeUnit.SECONDS)) {
      System.out.println("soak: " + tally);
    }
    System.out.println("soak: " + tally);
    System.out.println("soak: " + moves + moves.table());
    assertThat(tally.violations).hasValue(0);
    assertThat(tally.schedules).hasValue(SCHEDULES);
    assertThat(moves.missing()).isEmpty();
  }

  @Test
  void everyFlawIsFound() {
    SimControls controls = new SimControls();
    for (Flaw flaw : Flaw.values()) {
      if (flaw != Flaw.NONE) {
        controls.find(flaw);
      }
    }
    System.out.println("soak: " + controls.table());
  }

  private void work(CountDownLatch done) {
    SimMoves mine = new SimMoves();
    try {
      for (long seed = next.getAndIncrement();
          seed < FROM + SCHEDULES;
          seed = next.getAndIncrement()) {
        run(seed, mine);
      }
    } finally {
      moves.add(mine);
      done.countDown();
    }
  }

  private void run(long seed, SimMoves mine) {
    try {
      tally.add(SimRun.of(seed, null, Flaw.NONE, mine));
    } catch (SimViolation e) {
      long number = tally.violations.incrementAndGet();
      if (number <= MOST_TRACED) {
        System.out.println(e.getMessage());
      } else if (number <= MOST_PRINTED) {
        System.out.printf("soak: seed %d: %s: %s%n", seed, e.rule, e.what);
      }
    }
  }
}
