package io.zklocked.sample.demo.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** An ensemble of three real server processes. */
public final class ServerProcesses implements AutoCloseable {

  static final int TICK_MILLIS = 500;
  private static final int SERVERS = 3;

  private final List<Process> processes = new ArrayList<>();
  private final List<Integer> clientPorts;

  private ServerProcesses(List<Integer> clientPorts) {
    this.clientPorts = clientPorts;
  }

  /** Starts the servers; they may not be ready yet. */
  public static ServerProcesses start(Path data) throws IOException {
    List<Integer> ports = FreePorts.find(3 * SERVERS);
    StringBuilder members = new StringBuilder();
    for (int id = 1; id <= SERVERS; id++) {
      members.append(
          "server.%d=127.0.0.1:%d:%d%n"
              .formatted(id, ports.get(SERVERS + id - 1), ports.get(2 * SERVERS + id - 1)));
    }
    ServerProcesses servers = new ServerProcesses(List.copyOf(ports.subList(0, SERVERS)));
    for (int id = 1; id <= SERVERS; id++) {
      Path home = Files.createDirectories(data.resolve("server-" + id));
      Files.writeString(home.resolve("myid"), String.valueOf(id));
      Path config = home.resolve("zoo.cfg");
      Files.writeString(config, config(home, ports.get(id - 1)) + members);
      servers.processes.add(start(home, config));
    }
    return servers;
  }

  public String connect() {
    List<String> addresses = new ArrayList<>();
    clientPorts.forEach(port -> addresses.add("127.0.0.1:" + port));
    return String.join(",", addresses);
  }

  /** Kills the leader, with SIGKILL; gives its number. */
  public int killLeader() throws IOException, InterruptedException {
    for (int i = 0; i < SERVERS; i++) {
      if (status(clientPorts.get(i)).contains("Mode: leader")) {
        processes.get(i).destroyForcibly().waitFor();
        return i + 1;
      }
    }
    throw new IllegalStateException("no server leads");
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  private static String config(Path home, int clientPort) {
    return """
        tickTime=%d
        initLimit=20
        syncLimit=10
        dataDir=%s
        clientPort=%d
        clientPortAddress=127.0.0.1
        admin.enableServer=false
        4lw.commands.whitelist=srvr
        """
        .formatted(TICK_MILLIS, home, clientPort);
  }

  private static Process start(Path home, Path config) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dzookeeper.fastleader.maxNotificationInterval=1000",
            "-Dzookeeper.fastleader.minNotificationInterval=200",
            "-Dzookeeper.cnxTimeout=1000",
            "-cp",
            System.getProperty("java.class.path"),
            QuorumPeerMain.class.getName(),
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("log").toFile())
        .start();
  }

  private static String status(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write("srvr".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "unreachable: " + e;
    }
  }
}
