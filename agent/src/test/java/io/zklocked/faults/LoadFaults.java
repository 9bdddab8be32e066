package io.zklocked.faults;

import java.time.Duration;
import java.util.List;

/** Many threads, many keys, impatient callers. Without state. */
final class LoadFaults {

  private static final int CROWD = 1_000;
  private static final int LOCALS = 64;
  private static final Duration IDLE = Duration.ofSeconds(90);

  private LoadFaults() {}

  static List<Scenario> all() {
    return List.of(
        interruptsAndTimeouts(),
        new Scenario("1,000 threads on one key", LoadFaults::crowd),
        remoteAgainstLocals(),
        manyKeys(Integer.getInteger("zklocked.faults.keys", 100_000)));
  }

  /** At every await, since each step of a call is met by some interrupt or deadline in the end. */
  static Scenario interruptsAndTimeouts() {
    return new Scenario(
        "interrupts and timeouts at any moment",
        field -> {
          field.worker("a").tell("harass %s 8".formatted(field.key()));
          field.worker("b").tell("harass %s 8".formatted(field.key()));
          field.loop("c", 1, 200, 200);
          Eventually.last(Duration.ofSeconds(3));
          field.lines("a").reset();
          Eventually.last(Duration.ofSeconds(2));
        });
  }

  private static void crowd(Field field) throws Exception {
    field.loop("a", CROWD, 0, 0);
    field.loop("b", 1, 0, 0);
  }

  /** How long the remote one waits at the longest. */
  static Scenario remoteAgainstLocals() {
    return new Scenario(
        "one remote waiter against 64 local threads",
        field -> {
          field.loop("a", LOCALS, 100, 0);
          field.awaitGrants(LOCALS);
          field.loop("b", 1, 100, 2_000);
          Eventually.last(Duration.ofSeconds(4));
          field.note(
              "the remote waiter waited for %.0f ms at the longest"
                  .formatted(field.workers().judge().longestWaitNanos("b/0") / 1e6));
        });
  }

  /** Keys one after another, each used once, with a broken connection on the way. */
  static Scenario manyKeys(int count) {
    return new Scenario(
        "%,d keys one after another".formatted(count),
        field -> {
          long start = System.nanoTime();
          Worker worker = field.worker("a");
          worker.tell("keys %s %d 8".formatted(field.key(), count));
          Eventually.last(Duration.ofSeconds(2));
          field.lines("a").reset();
          if (worker.await("visited", Duration.ofSeconds(60 + count / 200)) == null) {
            throw new AssertionError("the keys were not all visited");
          }
          field.note(
              "%,d keys a second, with one reset"
                  .formatted((long) (count / ((System.nanoTime() - start) / 1e9))));
          int own = 1; // the key of the loop below
          field.loop("a", 1, 500, 500);
          field.over();
          field.awaitGrants(1);
          int before = field.spent().count() + own;
          boolean gone = Eventually.within(IDLE, () -> field.tree().directories() <= before);
          field.note(
              "%d directories left after idling".formatted(field.tree().directories() - before));
          if (!gone) {
            throw new AssertionError("directories are left: " + field.tree().directories());
          }
        });
  }
}
