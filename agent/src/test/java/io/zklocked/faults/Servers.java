package io.zklocked.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An ensemble of three server processes, which reach each other over a {@link Network}. */
final class Servers implements Closeable {

  static final int TICK_MILLIS = 500;

  /** Longer than the sessions: a follower that is cut off goes on serving them for so long. */
  static final int SYNC_TICKS = 10;

  static final int COUNT = 3;
  private static final int STATUS_MILLIS = 1_000;

  private final Path data;
  private final Network network;
  private final Map<Integer, Process> processes = new TreeMap<>();

  private Servers(Path data, Network network) {
    this.data = data;
    this.network = network;
  }

  /** Starts them, on data that may lie there already; they may not be ready yet. */
  static Servers start(Path data) throws IOException {
    Servers servers = new Servers(data, new Network(freePorts()));
    for (int id = 1; id <= COUNT; id++) {
      servers.launch(id);
    }
    return servers;
  }

  Network network() {
    return network;
  }

  /** Addresses without links: for the test's own look at the tree. */
  String direct() {
    List<String> addresses = new ArrayList<>();
    processes.keySet().forEach(id -> addresses.add("127.0.0.1:" + network.ports(id).client()));
    return String.join(",", addresses);
  }

  /** Waits until one server leads and all others follow; gives its number. */
  int awaitWhole() throws Exception {
    int[] leader = new int[1];
    Eventually.until(
        "all servers serve",
        () -> {
          leader[0] = 0;
          for (int id : processes.keySet()) {
            String mode = mode(id);
            if (mode.equals("leader") && leader[0] == 0) {
              leader[0] = id;
            } else if (!mode.equals("follower")) {
              return false;
            }
          }
          return leader[0] > 0;
        });
    return leader[0];
  }

  /** Waits until a server other than this one leads. */
  int awaitLeaderBeside(int deposed) throws Exception {
    int[] leader = new int[1];
    Eventually.until(
        "another server than " + deposed + " leads",
        () -> {
          for (int id : processes.keySet()) {
            if (id != deposed && mode(id).equals("leader")) {
              leader[0] = id;
            }
          }
          return leader[0] > 0;
        });
    return leader[0];
  }

  /** A server that does not lead. */
  static int follower(int leader) {
    return leader % COUNT + 1;
  }

  /** The third one. */
  static int third(int one, int other) {
    return 1 + 2 + COUNT - one - other;
  }

  void kill(int id) throws InterruptedException {
    Processes.kill(processes.get(id));
  }

  void stop(int id) throws IOException, InterruptedException {
    Processes.stop(processes.get(id));
  }

  void resume(int id) throws IOException, InterruptedException {
    Processes.resume(processes.get(id));
  }

  /** Starts again what was killed. */
  void revive() throws IOException {
    for (int id : List.copyOf(processes.keySet())) {
      if (!processes.get(id).isAlive()) {
        launch(id);
      }
    }
  }

  /** Where a server keeps its transactions. */
  Path home(int id) {
    return data.resolve("server-" + id);
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
    processes.values().forEach(process -> process.onExit().join());
    network.close();
  }

  private void launch(int id) throws IOException {
    Path home = Files.createDirectories(home(id));
    Files.writeString(home.resolve("myid"), String.valueOf(id));
    Path config = home.resolve("zoo.cfg");
    Files.writeString(config, config(home, network.ports(id).client()) + network.members(id));
    List<String> command = new ArrayList<>(List.of(Processes.JAVA, "-Xmx256m"));
    command.addAll(Processes.SMALL);
    command.addAll(
        List.of(
            "-Dzookeeper.fastleader.maxNotificationInterval=1000",
            "-Dzookeeper.fastleader.minNotificationInterval=200",
            "-Dzookeeper.cnxTimeout=1000",
            "-Dzookeeper.forceSync=no",
            "-Dznode.container.checkIntervalMs=500",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-cp",
            System.getProperty("java.class.path"),
            ServerProgram.class.getName(),
            config.toString()));
    processes.put(
        id,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
            .start());
  }

  private static String config(Path home, int clientPort) {
    return """
        tickTime=%d
        initLimit=8
        syncLimit=%d
        dataDir=%s
        clientPort=%d
        clientPortAddress=127.0.0.1
        maxClientCnxns=0
        admin.enableServer=false
        4lw.commands.whitelist=srvr
        """
        .formatted(TICK_MILLIS, SYNC_TICKS, home, clientPort);
  }

  private String mode(int id) {
    String label = "Mode: ";
    return status(network.ports(id).client())
        .lines()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()))
        .findFirst()
        .orElse("none");
  }

  private static String status(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(STATUS_MILLIS);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "unreachable: " + e;
    }
  }

  private static List<Network.Ports> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Network.Ports> ports = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * COUNT; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      for (int id = 0; id < COUNT; id++) {
        ports.add(
            new Network.Ports(
                sockets.get(id).getLocalPort(),
                sockets.get(COUNT + id).getLocalPort(),
                sockets.get(2 * COUNT + id).getLocalPort()));
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    return ports;
  }
}
