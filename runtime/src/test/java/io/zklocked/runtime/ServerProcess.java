package io.zklocked.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.server.ZooKeeperServerMain;

/** A ZooKeeper server in a JVM of its own, so that its settings are not this one's. */
final class ServerProcess implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Process process;

  /**
   * Starts it and waits until it listens.
   *
   * @param directory for its files, which may be new
   * @param ports where it has to listen
   * @param options of its JVM
   * @param settings lines of its configuration
   */
  ServerProcess(Path directory, int[] ports, List<String> options, List<String> settings)
      throws IOException {
    Path file = Files.createDirectories(directory).resolve("zoo.cfg");
    List<String> lines = new ArrayList<>(settings);
    lines.add("dataDir=" + directory);
    lines.add("tickTime=500");
    lines.add("admin.enableServer=false");
    Files.write(file, lines);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ZooKeeperServerMain.class.getName());
    command.add(file.toString());
    Path log = directory.resolve("log");
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    for (int port : ports) {
      awaitListening(port, log);
    }
  }

  private void awaitListening(int port, Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          close();
          throw new IOException("the server does not listen: " + Files.readString(log), e);
        }
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
