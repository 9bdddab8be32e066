package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static io.zklocked.runtime.engine.Rig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockMode;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Attempt.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Semaphores under schedules of chance, each replayed by its seed. */
class SemaphoreSchedulesTest {

  private static final int SCHEDULES = 1_000;
  private static final int MOVES = 120;
  private static final int PERMITS = 2;
  private static final String LOCKS = KEY + "/locks";
  private static final String LEASES = KEY + "/leases";

  @Test
  void noScheduleGivesMorePermitsThanThereAreOrLeavesANode() {
    long grants = 0;
    for (long seed = 0; seed < SCHEDULES; seed++) {
      grants += new Schedule(seed).run();
    }
    System.out.println("[semaphore] schedules " + SCHEDULES + ", grants " + grants);
    assertThat(grants).isGreaterThan(SCHEDULES);
  }

  private static final class Schedule {

    private final long seed;
    private final Random random;
    private final HandEnsemble ensemble = new HandEnsemble();
    private final List<Rig> rigs = new ArrayList<>();
    private final List<Attempt> waiting = new ArrayList<>();
    private final List<Grant> held = new ArrayList<>();
    private long grants;

    Schedule(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      for (String name : List.of("a", "b", "c")) {
        rigs.add(Rig.joining(ensemble, name));
      }
    }

    long run() {
      for (int i = 0; i < MOVES; i++) {
        move();
        check();
      }
      settle();
      return grants;
    }

    private void move() {
      Rig rig = rigs.get(random.nextInt(rigs.size()));
      int chance = random.nextInt(100);
      if (chance < 60) {
        answerOne(rig);
      } else if (chance < 75) {
        if (waiting.size() < 6) {
          waiting.add(rig.engine.acquire(request(random.nextInt(8) == 0)));
        }
      } else if (chance < 85) {
        if (!held.isEmpty()) {
          held.remove(random.nextInt(held.size())).close();
        }
      } else if (chance < 90) {
        if (!waiting.isEmpty()) {
          waiting.get(random.nextInt(waiting.size())).giveUp(Reason.TIMEOUT);
        }
      } else if (chance < 94) {
        breakConnection(rig);
      } else if (chance < 96) {
        rig.session.expire();
        rig.newSession();
      } else if (chance < 97) {
        deleteSomething();
      } else {
        rig.time.pass(SECOND / 5);
      }
    }

    private static void answerOne(Rig rig) {
      List<String> sent = rig.session.sent();
      if (!sent.isEmpty()) {
        rig.session.next(sent.get(0).substring(0, sent.get(0).indexOf(' '))).answer();
      }
    }

    private void breakConnection(Rig rig) {
      List<String> sent = rig.session.sent();
      if (!sent.isEmpty() && random.nextBoolean()) {
        rig.session.next(sent.get(0).substring(0, sent.get(0).indexOf(' '))).loseReply();
      }
      rig.session.disconnect();
      rig.session.connect();
    }

    private void deleteSomething() {
      List<String> mutexes = ensemble.line(LOCKS);
      if (!mutexes.isEmpty()) {
        ensemble.delete(LOCKS + "/" + mutexes.get(random.nextInt(mutexes.size())));
      }
    }

    private void check() {
      for (Attempt attempt : List.copyOf(waiting)) {
        if (attempt.outcome().isDone()) {
          waiting.remove(attempt);
          if (!attempt.outcome().isCompletedExceptionally()) {
            held.add(attempt.outcome().join());
            grants++;
          }
        }
      }
      assertThat(held.stream().filter(grant -> grant.state() == LockState.VALID).count())
          .as("permits held, seed %d", seed)
          .isLessThanOrEqualTo(PERMITS);
    }

    private void settle() {
      for (int round = 0; round < 40; round++) {
        for (Rig rig : rigs) {
          rig.session.answerAll();
          rig.time.pass(SECOND);
          rig.session.answerAll();
        }
        check();
        held.forEach(Grant::close);
        held.clear();
      }
      assertThat(waiting).as("who waits for ever, seed %d", seed).isEmpty();
      assertThat(ensemble.line(LEASES)).as("permits left, seed %d", seed).isEmpty();
      assertThat(ensemble.line(LOCKS)).as("mutexes left, seed %d", seed).isEmpty();
      for (Rig rig : rigs) {
        assertThat(rig.tally.isBalanced()).as("what was told, seed %d", seed).isTrue();
      }
    }

    private static Request request(boolean once) {
      return new Request(
          KEY,
          "orders/42",
          "orders/{id}",
          "worker-1",
          "Orders#ship",
          LockMode.SEMAPHORE,
          PERMITS,
          once,
          false,
          true);
    }
  }
}
