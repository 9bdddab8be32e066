package io.zklocked.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A Redis server, a process of its own, which writes nothing to disk: as fast as Redis can be. */
final class RedisServer implements AutoCloseable {

  private static final long POLL_NANOS = 50_000_000L;

  private final int port;
  private final Process process;

  private RedisServer(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** The program on the PATH, or null if there is none. */
  static @Nullable Path find() {
    String path = System.getenv("PATH");
    return path == null
        ? null
        : Arrays.stream(path.split(File.pathSeparator))
            .map(directory -> Path.of(directory, "redis-server"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
  }

  /** Starts a server. Blocks until it listens. */
  static RedisServer start(Path program, Path directory) throws IOException {
    int port = FreePorts.find(1).get(0);
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("redis.log").toFile())
            .start();
    RedisServer server = new RedisServer(port, process);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!server.listens()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String said = Files.readString(directory.resolve("redis.log"));
        server.close();
        throw new BenchmarkException(program + " does not listen; it said:\n" + said);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return server;
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    JavaProcess.end(process);
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false; // not yet
    }
  }
}
