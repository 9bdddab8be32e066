package io.zklocked.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.ZooDefs.OpCode;

/** What happens between a client and the servers. Without state. */
final class LinkFaults {

  private static final Duration TRAP_WAITS = Duration.ofSeconds(5);

  private LinkFaults() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    requests()
        .forEach(
            (name, operation) -> {
              all.add(reset("reset before " + name, operation, Trap.Point.BEFORE_IT));
              all.add(reset("reset behind " + name, operation, Trap.Point.BEHIND_IT));
              all.add(
                  reset(
                      "reset after " + name + " applied", operation, Trap.Point.BEFORE_THE_ANSWER));
            });
    for (double part : new double[] {0.3, 0.7, 1.2, 3}) {
      all.add(blackHole(part));
    }
    all.add(stall("answers stalled for 0.6 T", Direction.BACK));
    all.add(stall("requests stalled for 0.6 T", Direction.FORTH));
    all.add(new Scenario("every message 25 ms late", LinkFaults::delays));
    all.add(clientBlackHoled());
    return all;
  }

  /** What a client may ask for, as the servers number it. */
  private static Map<String, Integer> requests() {
    Map<String, Integer> requests = new LinkedHashMap<>();
    requests.put("connect", Trap.CONNECT);
    requests.put("create", OpCode.create2);
    requests.put("create of a directory", OpCode.createContainer);
    requests.put("list", OpCode.getChildren);
    requests.put("read", OpCode.getData);
    requests.put("delete", OpCode.delete);
    requests.put("sync", OpCode.sync);
    requests.put("beat", OpCode.multi);
    return requests;
  }

  /** The answer to a create is lost: its node stands, and nobody knows. */
  static Scenario createReset() {
    return reset("reset after create applied", OpCode.create2, Trap.Point.BEFORE_THE_ANSWER);
  }

  private static Scenario reset(String name, int operation, Trap.Point point) {
    return new Scenario(
        name,
        field -> {
          Trap trap = new Trap(operation, point);
          field.worker("a");
          if (operation == OpCode.createContainer) {
            field.lines("a").arm(trap);
          }
          field.loop("a", 2, 500, 500);
          field.loop("b", 2, 500, 500);
          if (operation != OpCode.createContainer) {
            field.awaitGrants(10);
            field.lines("a").arm(trap);
          }
          if (operation == Trap.CONNECT || operation == OpCode.sync) {
            field.lines("a").reset(); // these are sent only after a broken connection
          }
          try {
            trap.sprung().get(TRAP_WAITS.toMillis(), TimeUnit.MILLISECONDS);
          } catch (TimeoutException e) {
            trap.disarm();
            field.note("no such request was made");
          }
        });
  }

  private static Scenario blackHole(double part) {
    return new Scenario(
        "black hole of %s T around a holder".formatted(part),
        field -> {
          field.hold("a");
          field.loop("b", 2, 500, 500);
          field.tree().awaitContenders(field.directory(), 2);
          field.lines("a").blackHole();
          Eventually.last(Duration.ofMillis((long) (part * Field.SESSION.toMillis())));
          field.network().heal();
          field.over();
          field.worker("a").tell("leave");
          field.loop("a", 2, 500, 500);
        });
  }

  private static Scenario stall(String name, Direction direction) {
    return new Scenario(
        name,
        field -> {
          field.loop("a", 2, 2_000, 500);
          field.loop("b", 2, 500, 500);
          field.awaitGrants(10);
          field.lines("a").each(direction, Flow::stall);
          Eventually.last(Duration.ofMillis((long) (0.6 * Field.SESSION.toMillis())));
        });
  }

  private static void delays(Field field) throws Exception {
    field.worker("a");
    long late = TimeUnit.MILLISECONDS.toNanos(25);
    for (Direction direction : Direction.values()) {
      field.lines("a").each(direction, flow -> flow.delay(late));
    }
    field.loop("a", 2, 500, 500);
    field.loop("b", 2, 500, 500);
    Eventually.last(Duration.ofSeconds(2));
  }

  /** The holder must doubt before the rival is in. */
  static Scenario clientBlackHoled() {
    return new Scenario(
        "notices: its own black hole",
        field -> {
          field.hold("a");
          field.loop("b", 1, 500, 500);
          field.tree().awaitContenders(field.directory(), 2);
          field.lines("a").blackHole();
          Noticing.awaitRival(field, "a", "b");
          field.network().heal();
          field.over();
          field.worker("a").tell("leave");
          field.loop("a", 1, 500, 500);
        });
  }
}
