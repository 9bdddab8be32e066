package io.zklocked.faults;

import java.util.List;

/** What happens to the servers, and between them. Without state. */
final class ServerFaults {

  private ServerFaults() {}

  static List<Scenario> all() {
    return List.of(
        followerCutOff(),
        cut(
            "follower hears nothing of its leader",
            (network, leader, follower) -> network.mute(leader, follower)),
        cut(
            "leader hears nothing of its follower",
            (network, leader, follower) -> network.mute(follower, leader)),
        leaderKilled(),
        new Scenario("leader stopped", ServerFaults::stopLeader),
        leaderDeposed(),
        new Scenario("follower killed", ServerFaults::killFollower));
  }

  /** Breaks something between a leader and a follower. */
  private interface Cut {
    void between(Network network, int leader, int follower);
  }

  /** The holder's server goes on answering; the holder must doubt before the rival is in. */
  static Scenario followerCutOff() {
    return cut(
        "notices: follower cut from its leader",
        (network, leader, follower) -> network.cut(leader, follower));
  }

  private static Scenario cut(String name, Cut cut) {
    return new Scenario(
        name,
        field -> {
          int leader = field.servers().awaitWhole();
          int follower = Servers.follower(leader);
          at(field, follower, leader);
          cut.between(field.network(), leader, follower);
          Noticing.awaitRival(field, "a", "b");
          end(field);
        });
  }

  /** Sets a holder, a, at one server, and a rival, b, at another. */
  private static void at(Field field, int holder, int rival) throws Exception {
    field.worker("a");
    field.worker("b");
    field.lines("a").lead(holder);
    field.lines("b").lead(rival);
    field.hold("a");
    field.loop("b", 1, 500, 500);
    field.tree().awaitContenders(field.directory(), 2);
  }

  private static void end(Field field) throws Exception {
    field.network().heal();
    field.over();
    field.worker("a").tell("leave");
    field.loop("a", 1, 500, 500);
  }

  static Scenario leaderKilled() {
    return new Scenario(
        "leader killed",
        field -> {
          int leader = field.servers().awaitWhole();
          field.loop("a", 2, 500, 500);
          field.loop("b", 2, 500, 500);
          field.loop("c", 2, 500, 500);
          field.awaitGrants(20);
          field.servers().kill(leader);
          field.over();
        });
  }

  private static void stopLeader(Field field) throws Exception {
    int leader = field.servers().awaitWhole();
    at(field, leader, Servers.follower(leader));
    field.servers().stop(leader);
    try {
      field.servers().awaitLeaderBeside(leader);
      Noticing.awaitRival(field, "a", "b");
    } finally {
      field.servers().resume(leader);
    }
    end(field);
  }

  /** Cut off from its followers, while its clients still reach it. */
  static Scenario leaderDeposed() {
    return new Scenario(
        "leader deposed, its clients still reach it",
        field -> {
          int leader = field.servers().awaitWhole();
          int follower = Servers.follower(leader);
          at(field, leader, follower);
          field.network().cut(leader, follower);
          field.network().cut(leader, Servers.third(leader, follower));
          Noticing.awaitRival(field, "a", "b");
          end(field);
        });
  }

  private static void killFollower(Field field) throws Exception {
    int follower = Servers.follower(field.servers().awaitWhole());
    field.worker("a");
    field.lines("a").lead(follower);
    field.loop("a", 2, 500, 500);
    field.loop("b", 2, 500, 500);
    field.awaitGrants(20);
    field.servers().kill(follower);
    field.network().heal();
    field.over();
  }
}
