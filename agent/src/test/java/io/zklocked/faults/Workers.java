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
import java.util.TreeMap;

/** The processes that visit the section, by name, and their logs. For one thread. */
final class Workers implements Closeable {

  private static final Duration WAIT = Duration.ofMinutes(2);

  /** Every call ends by itself when its wait time has passed, even without servers. */
  private static final Duration COMES_BACK = WAIT.plusSeconds(30);

  private final Path logs;
  private final Network network;
  private final int register;
  private final Map<String, Worker> workers = new TreeMap<>();
  private final Map<String, Long> read = new HashMap<>();

  /** None yet; they will log into a directory, and write to a register. */
  Workers(Path logs, Network network, int register) {
    this.logs = logs;
    this.network = network;
    this.register = register;
  }

  private boolean runs(String name) {
    Worker worker = workers.get(name);
    return worker != null && worker.process().isAlive();
  }

  /** A worker under the agent, with more configuration, such as {@code ,retain=1s}. */
  Worker underAgent(String name, String configuration) throws Exception {
    if (runs(name)) {
      return workers.get(name);
    }
    Path agent = Path.of("target", "zklocked-agent.jar").toAbsolutePath();
    String argument =
        "connect=%s,session-timeout=%dms,wait-time=%ds,log=info%s"
            .formatted(
                network.lines(name).connect(),
                Field.SESSION.toMillis(),
                WAIT.toSeconds(),
                configuration);
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
    return runs(name) ? workers.get(name) : launch(name, command);
  }

  /** It is told its name, the register and its log. */
  private Worker launch(String name, List<String> command) throws Exception {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(name, String.valueOf(register), log(name).toString()));
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

  /** Calls everybody out of the section; gives those who do not come. */
  List<String> stop() throws Exception {
    List<String> stuck = new ArrayList<>();
    for (Worker worker : workers.values()) {
      stop(worker, stuck);
    }
    return stuck;
  }

  private static void stop(Worker worker, List<String> stuck) throws Exception {
    if (!worker.process().isAlive()) {
      return;
    }
    worker.tell("stop");
    if (worker.await("stopped", COMES_BACK) == null && worker.process().isAlive()) {
      stuck.add(worker.name() + " does not come back");
      Processes.dump(worker.process());
      Eventually.last(Duration.ofSeconds(1));
      Processes.kill(worker.process());
    }
  }

  /** From now on the logs begin anew. */
  void mark() throws IOException {
    for (String name : workers.keySet()) {
      read.put(name, Files.exists(log(name)) ? Files.size(log(name)) : 0L);
    }
  }

  /** What all processes logged since the mark. */
  Judge judge() throws IOException {
    Judge judge = new Judge();
    for (String name : workers.keySet()) {
      judge.read(linesSince(log(name), read.getOrDefault(name, 0L)));
    }
    return judge;
  }

  /** What all processes logged, in all runs. */
  Judge judgeAll() throws IOException {
    Judge judge = new Judge();
    for (String name : workers.keySet()) {
      judge.read(linesSince(log(name), 0));
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

  /** Ends a worker for good: the next run starts another one. */
  void dismiss(String name) throws InterruptedException {
    Processes.kill(workers.get(name).process());
  }

  @Override
  public void close() throws IOException {
    for (Worker worker : workers.values()) {
      worker.close();
    }
  }
}
