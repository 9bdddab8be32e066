package io.zklocked.faults;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the faults happen: the servers, the links, the processes that visit the section, the
 * register. One after another runs here, each on a key of its own. For one thread.
 */
final class Field implements Closeable {

  /** The session timeout, T: eight ticks. */
  static final Duration SESSION = Duration.ofSeconds(4);

  /** How long it may take until a holder hears that a stranger has deleted its node. */
  private static final Duration WATCH_ARRIVES = Duration.ofSeconds(1);

  private final Servers servers;
  private final SpentCounters spent;
  private final Register register;
  private final Tree tree;
  private final Workers workers;
  private final Set<String> visitors = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();
  private String key = "none";
  private int keys;
  private boolean overlapExpected;
  private boolean control;
  private long over;

  /** Starts the servers. */
  Field(Path directory) throws Exception {
    spent = SpentCounters.lay(directory);
    servers = Servers.start(directory);
    register = new Register();
    tree = new Tree(servers.direct());
    workers = new Workers(directory, servers.network(), register.port());
  }

  Servers servers() {
    return servers;
  }

  Network network() {
    return servers.network();
  }

  Register register() {
    return register;
  }

  Tree tree() {
    return tree;
  }

  /** Keys whose directories have counters that are about to run out. */
  SpentCounters spent() {
    return spent;
  }

  /** The key of this run. */
  String key() {
    return key;
  }

  /** Where its lock lies. */
  String directory() {
    return Section.directory(key);
  }

  Lines lines(String worker) throws IOException {
    return network().lines(worker);
  }

  /** Puts a figure under the table. */
  void note(String line) {
    notes.add(line);
  }

  /** Uses another key than the next in this run. */
  void useKey(String other) {
    key = other;
  }

  /** A stranger deletes nodes in this run: locks are held twice until the watch has arrived. */
  void expectOverlap() {
    overlapExpected = true;
  }

  /** The run shows that the judge can find double holds: none would be a failure. */
  void expectDoubleHolds() {
    control = true;
  }

  Workers workers() {
    return workers;
  }

  /** A worker under the agent; started, or started again, if it does not run. */
  Worker worker(String name) throws Exception {
    return workers.underAgent(name, "");
  }

  /**
   * Lets a worker go in and out, on threads that must be granted again when the faults are over.
   */
  void loop(String name, int threads, int stayMicros, int pauseMicros) throws Exception {
    worker(name).tell("loop %s %d %d %d".formatted(key, threads, stayMicros, pauseMicros));
    for (int i = 0; i < threads; i++) {
      visitors.add(name + "/" + i);
    }
  }

  /** Lets a worker in, to stay until it is told to leave. */
  void hold(String name) throws Exception {
    int before = register.accepted(key);
    worker(name).tell("hold " + key);
    Eventually.until(name + " holds", () -> register.accepted(key) > before);
  }

  /** Waits for so many grants more. */
  void awaitGrants(int more) throws Exception {
    int enough = register.accepted(key) + more;
    Eventually.until(more + " more grants", () -> register.accepted(key) >= enough);
  }

  /** From now on the locks have to recover; without a call, from the end of the scenario. */
  void over() {
    register.mark();
    over = System.nanoTime();
  }

  /** Runs a scenario once, and judges. */
  Run run(Scenario scenario) throws Exception {
    keys++;
    key = "key-" + keys;
    visitors.clear();
    notes.clear();
    over = 0;
    overlapExpected = false;
    control = false;
    servers.awaitWhole();
    workers.mark();
    try {
      scenario.fault().run(this);
      return settle();
    } catch (Exception | AssertionError e) {
      startOver();
      throw e;
    }
  }

  /** What a failed run left behind is not the next one's business. */
  private void startOver() throws Exception {
    network().heal();
    workers.close();
    servers.revive();
  }

  private Run settle() throws Exception {
    if (over == 0) {
      over();
    }
    network().heal();
    List<String> stuck = new ArrayList<>();
    if (!heardAll()) {
      stuck.addAll(visitors);
      stuck.removeAll(register.sinceMark().keySet());
    }
    long recovery =
        register.sinceMark().values().stream().mapToLong(at -> at - over).max().orElse(0);
    stuck.addAll(workers.stop());
    List<String> ghosts = ghosts();
    servers.revive();
    Judge judge = workers.judge();
    return new Run(
        register.accepted(key),
        register.stale(key),
        proofs(judge),
        ghosts,
        stuck,
        recovery,
        Map.copyOf(judge.outcomes()),
        List.copyOf(notes));
  }

  /** Whether everybody was granted in time, which the servers may have been too slow for. */
  private boolean heardAll() throws Exception {
    if (Eventually.within(Eventually.LIMIT, () -> register.heardAll(visitors))) {
      return true;
    }
    servers.awaitWhole();
    if (!Eventually.within(Eventually.LIMIT, () -> register.heardAll(visitors))) {
      return false;
    }
    note("the servers were without a leader for long");
    return true;
  }

  /**
   * Contenders that are left although nobody visits; those of killed processes live as long as T.
   */
  private List<String> ghosts() throws Exception {
    Duration limit = SESSION.plusSeconds(4);
    Eventually.within(limit, () -> tree.contenders(directory()).isEmpty());
    return tree.contenders(directory());
  }

  private List<String> proofs(Judge judge) {
    List<String> proofs = new ArrayList<>();
    List<Judge.DoubleHold> found = judge.doubleHolds();
    if (control) {
      note("control: %d double holds were found".formatted(found.size()));
      return found.isEmpty() ? List.of("the judge is blind: it found no double hold") : List.of();
    }
    if (overlapExpected && !found.isEmpty()) {
      long longest = found.stream().mapToLong(Judge.DoubleHold::nanos).max().orElse(0);
      note(
          "%d overlaps until the watch arrived, of up to %.1f ms"
              .formatted(found.size(), longest / 1e6));
    }
    found.stream()
        .filter(one -> !overlapExpected || one.nanos() > WATCH_ARRIVES.toNanos())
        .forEach(one -> proofs.add("%.1f ms: %s".formatted(one.nanos() / 1e6, one.proof())));
    if (register.twins(key) > 0) {
      proofs.add(register.twins(key) + " tokens were given out twice");
    }
    return proofs;
  }

  /**
   * Compares all grants of all runs with what the servers wrote down. Gives the grants for which
   * there is no ground.
   */
  List<String> unfoundedGrants() throws Exception {
    servers.awaitWhole();
    History history = new History();
    for (int id = 1; id <= Servers.COUNT; id++) {
      history.read(servers.home(id).toFile());
    }
    List<Stay> stays = workers.judgeAll().stays();
    List<String> unfounded = history.unfounded(stays);
    System.out.printf(
        "%d grants compared with the servers' transaction logs: %d without ground%n",
        stays.size(), unfounded.size());
    return unfounded;
  }

  @Override
  public void close() throws IOException {
    workers.close();
    tree.close();
    register.close();
    servers.close();
  }
}
