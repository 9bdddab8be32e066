package io.zklocked.faults;

import io.zklocked.ZkLocked;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  private final Path logs;
  private final Servers servers;
  private final SpentCounters spent;
  private final Register register;
  private final Tree tree;
  private final Map<String, Worker> workers = new TreeMap<>();
  private final Map<String, Long> read = new HashMap<>();
  private final Set<String> visitors = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();
  private String key = "none";
  private int keys;
  private boolean overlapExpected;
  private boolean control;
  private long over;

  /** Starts the servers. */
  Field(Path directory) throws Exception {
    logs = Files.createDirectories(directory);
    spent = SpentCounters.lay(directory);
    servers = Servers.start(directory);
    register = new Register();
    tree = new Tree(servers.direct());
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

  /** A worker under the agent; started, or started again, if it does not run. */
  Worker worker(String name) throws Exception {
    Worker running = workers.get(name);
    return running != null && running.process().isAlive() ? running : worker(name, "");
  }

  /** The same with more configuration, such as {@code ,retain=1s}. */
  Worker worker(String name, String configuration) throws Exception {
    Path agent = Path.of("target", "zklocked-agent.jar").toAbsolutePath();
    String argument =
        "connect=%s,session-timeout=%dms,wait-time=120s,log=info%s"
            .formatted(lines(name).connect(), SESSION.toMillis(), configuration);
    return process(
        name, WorkerProgram.class, List.of("-javaagent:" + agent + "=" + argument), ownClasses());
  }

  /** A process that visits by other means; started if it does not run. */
  Worker process(String name, Class<?> program, List<String> options, String classPath)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(Processes.JAVA, "-Xmx256m"));
    command.addAll(Processes.SMALL);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, program.getName()));
    Worker worker = start(name, command);
    checkClock(worker);
    return worker;
  }

  /** What the judge compares are times of several processes: they must be of one clock. */
  private static void checkClock(Worker worker) throws Exception {
    long before = System.nanoTime();
    worker.tell("time");
    long there = Long.parseLong(worker.await("time"));
    long after = System.nanoTime();
    if (there - before < 0 || after - there < 0) {
      throw new IllegalStateException(
          "System.nanoTime differs between processes here: %d, %d, %d"
              .formatted(before, there, after));
    }
  }

  /** Starts, unless it runs, any other process that speaks like a worker. */
  Worker start(String name, List<String> command) throws Exception {
    Worker running = workers.get(name);
    return running != null && running.process().isAlive() ? running : launch(name, command);
  }

  /** It is told its name, the register and its log. */
  private Worker launch(String name, List<String> command) throws Exception {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(name, String.valueOf(register.port()), log(name).toString()));
    Worker worker = Worker.start(name, whole, logs.resolve(name + ".err"));
    workers.put(name, worker);
    worker.await("ready");
    return worker;
  }

  private static String ownClasses() throws Exception {
    return home(WorkerProgram.class) + File.pathSeparator + home(ZkLocked.class);
  }

  private static Path home(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Path log(String name) {
    return logs.resolve(name + ".log");
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
    for (String name : workers.keySet()) {
      read.put(name, Files.exists(log(name)) ? Files.size(log(name)) : 0L);
    }
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
    for (Worker worker : workers.values()) {
      worker.close();
    }
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
    for (Worker worker : workers.values()) {
      stopVisits(worker, stuck);
    }
    List<String> ghosts = ghosts();
    servers.revive();
    Judge judge = judge();
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

  private void stopVisits(Worker worker, List<String> stuck) throws Exception {
    if (!worker.process().isAlive()) {
      return;
    }
    worker.tell("stop");
    if (worker.await("stopped", Eventually.LIMIT) == null && worker.process().isAlive()) {
      stuck.add(worker.name() + " does not come back");
      Processes.dump(worker.process());
      Eventually.last(Duration.ofSeconds(1));
      Processes.kill(worker.process());
    }
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

  /** What all processes logged in this run so far. */
  Judge judge() throws IOException {
    Judge judge = new Judge();
    for (String name : workers.keySet()) {
      judge.read(linesSince(log(name), read.getOrDefault(name, 0L)));
    }
    return judge;
  }

  private static List<String> linesSince(Path log, long offset) throws IOException {
    if (!Files.exists(log)) {
      return List.of(); // it did not come up
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(offset);
      byte[] bytes = new byte[Math.toIntExact(file.length() - offset)];
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      // A killed process may have left half a line.
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
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
    Judge judge = new Judge();
    for (String name : workers.keySet()) {
      judge.read(linesSince(log(name), 0));
    }
    List<Stay> stays = judge.stays();
    List<String> unfounded = history.unfounded(stays);
    System.out.printf(
        "%d grants compared with the servers' transaction logs: %d without ground%n",
        stays.size(), unfounded.size());
    return unfounded;
  }

  /** Ends a worker for good: the next run starts another one. */
  void dismiss(String name) throws InterruptedException {
    Processes.kill(workers.get(name).process());
  }

  @Override
  public void close() throws IOException {
    for (Worker worker : workers.values()) {
      worker.close();
    }
    tree.close();
    register.close();
    servers.close();
  }
}
