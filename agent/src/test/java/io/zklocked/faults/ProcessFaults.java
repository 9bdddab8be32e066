package io.zklocked.faults;

import java.time.Duration;
import java.util.List;

/** What happens to the processes that lock. Without state. */
final class ProcessFaults {

  private static final Duration BEYOND_SESSION = Field.SESSION.plusSeconds(3);

  private ProcessFaults() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("holder stopped for longer than T", ProcessFaults::stopHolder),
        new Scenario("holder stopped for 0.5 T", ProcessFaults::stopHolderShortly),
        new Scenario("waiter stopped for longer than T", ProcessFaults::stopWaiter),
        new Scenario("retainer stopped for longer than T", ProcessFaults::stopRetainer),
        new Scenario("kill -9 of a holder", ProcessFaults::killHolder),
        new Scenario("kill -9 right after return", ProcessFaults::killAfterReturn));
  }

  static void stopHolder(Field field) throws Exception {
    stopHolder(field, BEYOND_SESSION);
  }

  private static void stopHolderShortly(Field field) throws Exception {
    stopHolder(field, Field.SESSION.dividedBy(2));
  }

  private static void stopHolder(Field field, Duration time) throws Exception {
    field.hold("a");
    field.loop("b", 2, 500, 500);
    field.tree().awaitContenders(field.directory(), 2);
    standStill(field, "a", time);
    field.over();
    field.worker("a").tell("leave");
    field.loop("a", 1, 500, 500);
  }

  private static void stopWaiter(Field field) throws Exception {
    field.hold("b");
    field.loop("a", 1, 500, 500);
    field.tree().awaitContenders(field.directory(), 2);
    field.loop("c", 1, 500, 500);
    field.tree().awaitContenders(field.directory(), 3);
    standStill(field, "a", BEYOND_SESSION);
    field.over();
    field.worker("b").tell("leave");
    field.loop("b", 1, 500, 500);
  }

  /** It idles, with its node kept for a next call, while somebody else comes. */
  private static void stopRetainer(Field field) throws Exception {
    try {
      field.workers().underAgent("retainer", ",retain=20s");
    } catch (IllegalStateException e) {
      field.note("no retainer: " + e.getMessage());
      field.loop("b", 2, 500, 500);
      return;
    }
    field.hold("retainer");
    field.worker("retainer").tell("leave");
    field.worker("retainer").tell("stop");
    field.worker("retainer").await("stopped");
    Processes.stop(field.worker("retainer").process());
    try {
      field.loop("b", 2, 500, 500);
      Eventually.last(BEYOND_SESSION);
    } finally {
      Processes.resume(field.worker("retainer").process());
    }
    field.over();
    field.loop("retainer", 2, 500, 500);
  }

  private static void standStill(Field field, String name, Duration time) throws Exception {
    Process process = field.worker(name).process();
    Processes.stop(process);
    try {
      Eventually.last(time);
    } finally {
      Processes.resume(process);
    }
  }

  static void killHolder(Field field) throws Exception {
    field.hold("a");
    field.loop("b", 2, 500, 500);
    field.tree().awaitContenders(field.directory(), 2);
    field.workers().dismiss("a");
    field.over();
  }

  private static void killAfterReturn(Field field) throws Exception {
    Worker mortal = field.worker("mortal");
    int before = field.register().accepted(field.key());
    mortal.tell("return " + field.key());
    mortal.await("ended");
    if (field.register().accepted(field.key()) == before) {
      throw new AssertionError("it died before it was granted");
    }
    field.over();
    field.loop("b", 2, 500, 500);
  }
}
