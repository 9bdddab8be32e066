package io.zklocked.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Other libraries on the same key. Without state. */
final class PeerFaults {

  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  private PeerFaults() {}

  static List<Scenario> all() {
    return List.of(
        curator(), new Scenario("kazoo's Lock on the same key", PeerFaults::kazoo), control());
  }

  /** Ours is reset, and killed inside; the peer's own faults are the peer's. */
  static Scenario curator() {
    return new Scenario(
        "Curator's InterProcessMutex on the same key",
        field -> {
          startCurator(field, "curator");
          visitBeside(field, "curator");
        });
  }

  private static void kazoo(Field field) throws Exception {
    String python = pythonWithKazoo();
    if (python.isEmpty()) {
      field.note("skipped: python3-kazoo is not installed");
      field.loop("b", 1, 500, 500);
      return;
    }
    Path script =
        Path.of(PeerFaults.class.getResource("/io/zklocked/faults/kazoo_peer.py").toURI());
    field
        .workers()
        .start("kazoo", List.of(python, script.toString(), field.lines("kazoo").connect()));
    visitBeside(field, "kazoo");
  }

  private static void visitBeside(Field field, String peer) throws Exception {
    field.loop(peer, 1, 500, 500);
    field.loop("b", 2, 500, 500);
    field.awaitGrants(20);
    field.lines("b").reset();
    field.awaitGrants(20);
    field.hold("a");
    field.workers().dismiss("a");
    field.over();
  }

  private static String pythonWithKazoo() throws Exception {
    for (String python : PYTHONS) {
      if (hasKazoo(python)) {
        return python;
      }
    }
    return "";
  }

  private static boolean hasKazoo(String python) throws InterruptedException {
    try {
      return new ProcessBuilder(python, "-c", "import kazoo").start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such Python
    }
  }

  /**
   * The judge must see what is wrong: Curator's mutex does not notice that its server is cut off.
   */
  static Scenario control() {
    return new Scenario(
        "control: Curator alone, follower cut off",
        field -> {
          startCurator(field, "holder");
          startCurator(field, "rival");
          int leader = field.servers().awaitWhole();
          int follower = Servers.follower(leader);
          field.lines("holder").lead(follower);
          field.lines("rival").lead(leader);
          field.expectDoubleHolds();
          field.hold("holder");
          field.loop("rival", 1, 500, 500);
          field.tree().awaitContenders(field.directory(), 2);
          field.network().cut(leader, follower);
          Noticing.awaitRival(field, "holder", "rival");
          field.network().heal();
          field.over();
          field.worker("holder").tell("leave");
        });
  }

  private static void startCurator(Field field, String name) throws Exception {
    field
        .workers()
        .process(
            name,
            CuratorProgram.class,
            List.of("-D" + CuratorProgram.CONNECT + "=" + field.lines(name).connect()),
            System.getProperty("java.class.path"));
  }
}
