package io.zklocked.faults;

import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;

/** What happens to the nodes: by hand, by the servers' own reaper, by strangers. Without state. */
final class TreeFaults {

  private static final Duration FOR_A_WHILE = Duration.ofSeconds(3);
  private static final int LAST_NUMBER = Integer.MAX_VALUE;

  private TreeFaults() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("holder's node deleted by hand", TreeFaults::deleteHolder),
        new Scenario("waiter's node deleted by hand", TreeFaults::deleteWaiter),
        new Scenario("directory deleted again and again", TreeFaults::deleteDirectory),
        new Scenario("everything deleted again and again", TreeFaults::deleteEverything),
        new Scenario("foreign nodes in the directory", TreeFaults::strangers),
        reaped(),
        new Scenario("a contender numbered 2^31-1 stands in line", TreeFaults::lastNumber),
        counterRunsOut());
  }

  private static void deleteHolder(Field field) throws Exception {
    field.hold("a");
    field.loop("b", 1, 500, 500);
    field.tree().awaitContenders(field.directory(), 2);
    field.expectOverlap();
    deleteAll(field, first(field));
    Noticing.awaitRival(field, "a", "b");
    field.over();
    field.worker("a").tell("leave");
    field.loop("a", 1, 500, 500);
  }

  private static List<String> first(Field field) throws Exception {
    return field.tree().contenders(field.directory()).stream()
        .sorted(java.util.Comparator.comparing(TreeFaults::number))
        .limit(1)
        .toList();
  }

  private static String number(String contender) {
    return contender.substring(contender.length() - 10);
  }

  private static void deleteWaiter(Field field) throws Exception {
    field.hold("b");
    field.loop("a", 1, 500, 500);
    field.tree().awaitContenders(field.directory(), 2);
    List<String> holder = first(field);
    deleteAll(
        field,
        field.tree().contenders(field.directory()).stream()
            .filter(name -> !holder.contains(name))
            .toList());
    field.over();
    field.worker("b").tell("leave");
    field.loop("b", 1, 500, 500);
  }

  private static void deleteAll(Field field, List<String> names) throws Exception {
    for (String name : names) {
      delete(field, field.directory() + "/" + name);
    }
  }

  /** Says whether it is gone; it is not if somebody is in it. */
  private static boolean delete(Field field, String path) throws Exception {
    try {
      field.tree().client().delete().forPath(path);
      return true;
    } catch (KeeperException.NoNodeException e) {
      return true;
    } catch (KeeperException.NotEmptyException e) {
      return false;
    }
  }

  private static void deleteDirectory(Field field) throws Exception {
    field.loop("a", 1, 100, 2_000);
    field.loop("b", 1, 100, 3_000);
    long end = System.nanoTime() + FOR_A_WHILE.toNanos();
    while (System.nanoTime() - end < 0) {
      delete(field, field.directory());
    }
  }

  private static void deleteEverything(Field field) throws Exception {
    field.expectOverlap();
    field.loop("a", 2, 500, 1_000);
    field.loop("b", 2, 500, 1_000);
    long end = System.nanoTime() + FOR_A_WHILE.toNanos();
    while (System.nanoTime() - end < 0) {
      deleteAll(field, field.tree().contenders(field.directory()));
      delete(field, field.directory());
      Eventually.last(Duration.ofMillis(50));
    }
  }

  private static void strangers(Field field) throws Exception {
    CuratorFramework client = field.tree().client();
    client.createContainers(field.directory());
    for (String name : List.of("orders", "_c_0-lok-0000000000", "lock", "-lock-", "0000000000")) {
      client.create().withMode(CreateMode.EPHEMERAL).forPath(field.directory() + "/" + name);
    }
    client.create().creatingParentsIfNeeded().forPath(field.directory() + "/tree/leaf");
    field.loop("a", 2, 500, 500);
    field.loop("b", 2, 500, 500);
    field.awaitGrants(50);
  }

  /** The servers look for empty containers every 500 ms; the keys idle in between. */
  static Scenario reaped() {
    return new Scenario(
        "containers reaped every 500 ms",
        field -> {
          field.loop("a", 1, 100, 600_000);
          field.loop("b", 1, 100, 700_000);
          Eventually.last(Duration.ofSeconds(5));
        });
  }

  private static void lastNumber(Field field) throws Exception {
    String last =
        field.directory() + "/_c_00000000-0000-0000-0000-000000000000-lock-" + LAST_NUMBER;
    CuratorFramework client = field.tree().client();
    client.createContainers(field.directory());
    client.create().withMode(CreateMode.EPHEMERAL).forPath(last);
    field.loop("a", 1, 500, 500);
    field.loop("b", 1, 500, 500);
    field.awaitGrants(10);
    client.delete().forPath(last);
  }

  /**
   * The directory's counter is about to run out: nobody may be granted a number that lies, whatever
   * that costs. It begins anew when an operator has removed the directory.
   */
  private static Scenario counterRunsOut() {
    return new Scenario(
        "the counter of a directory runs out at 2^31",
        field -> {
          field.useKey(field.spent().nextKey());
          field.loop("a", 1, 500, 500);
          field.loop("b", 1, 500, 500);
          Eventually.last(Duration.ofSeconds(2));
          field.note("grants near 2^31: " + field.register().accepted(field.key()));
          field.over();
          Eventually.until("the directory is removed", () -> delete(field, field.directory()));
        });
  }
}
