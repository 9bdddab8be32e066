package io.zklocked.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** ZooKeeper servers, each a process of its own, which sync every write to disk. */
final class Servers implements AutoCloseable {

  private static final long POLL_NANOS = 100_000_000L;

  private static final List<String> JVM =
      List.of(
          "-Xmx1g",
          "-Dzookeeper.fastleader.maxNotificationInterval=1000",
          "-Dzookeeper.fastleader.minNotificationInterval=200",
          "-Dzookeeper.cnxTimeout=1000");

  private final List<Integer> ports;
  private final List<Process> processes = new ArrayList<>();

  private Servers(List<Integer> ports) {
    this.ports = ports;
  }

  /**
   * Starts one server, or an ensemble of three. Blocks until each of them serves.
   *
   * @param count 1 or 3
   * @param directory for what they write
   */
  static Servers start(int count, Path directory) throws IOException {
    List<Integer> ports = FreePorts.find(3 * count);
    Servers servers = new Servers(List.copyOf(ports.subList(0, count)));
    try {
      for (int id = 1; id <= count; id++) {
        Path home = Files.createDirectories(directory.resolve("server-" + id));
        Files.writeString(home.resolve("myid"), String.valueOf(id));
        Path config = home.resolve("zoo.cfg");
        Files.writeString(config, config(home, ports.get(id - 1)) + members(ports, count));
        servers.processes.add(start(home, config));
      }
      servers.awaitServing(directory);
    } catch (IOException | RuntimeException e) {
      servers.close();
      throw e;
    }
    return servers;
  }

  /** Where clients connect. */
  List<Integer> ports() {
    return ports;
  }

  /** One figure of {@code mntr}, summed over the servers. Blocks for the answers. */
  double sum(String figure) throws IOException {
    double sum = 0;
    for (int port : ports) {
      sum += ServerWord.figures(ServerWord.ask(port, "mntr")).getOrDefault(figure, 0.0);
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    for (Process process : processes) {
      JavaProcess.end(process);
    }
  }

  private static String config(Path home, int port) {
    return """
        tickTime=2000
        initLimit=10
        syncLimit=5
        dataDir=%s
        clientPort=%d
        clientPortAddress=127.0.0.1
        maxClientCnxns=0
        forceSync=yes
        admin.enableServer=false
        4lw.commands.whitelist=srvr,mntr
        """
        .formatted(home, port);
  }

  private static String members(List<Integer> ports, int count) {
    StringBuilder members = new StringBuilder();
    for (int id = 1; count > 1 && id <= count; id++) {
      members.append(
          "server.%d=127.0.0.1:%d:%d\n"
              .formatted(id, ports.get(count + id - 1), ports.get(2 * count + id - 1)));
    }
    return members.toString();
  }

  private static Process start(Path home, Path config) throws IOException {
    return JavaProcess.command(JVM, List.of("serve", config.toString()))
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("log").toFile())
        .start();
  }

  private void awaitServing(Path directory) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    for (int i = 0; i < ports.size(); i++) {
      while (!serves(ports.get(i))) {
        if (!processes.get(i).isAlive() || System.nanoTime() > deadline) {
          throw new BenchmarkException(
              "ZooKeeper server %d does not serve; it said:%n%s"
                  .formatted(i + 1, log(directory.resolve("server-" + (i + 1)))));
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  private static boolean serves(int port) {
    try {
      return ServerWord.ask(port, "srvr").contains("Mode:");
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  private static String log(Path home) {
    try {
      return Files.readString(home.resolve("log"));
    } catch (IOException e) {
      return "nothing that could be read: " + e;
    }
  }
}
