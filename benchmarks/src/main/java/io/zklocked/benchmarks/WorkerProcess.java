package io.zklocked.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Worker} in a JVM of its own. Confined to one thread. */
final class WorkerProcess implements AutoCloseable {

  private static final String NONE = "-";

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private WorkerProcess(Process process) {
    this.process = process;
    this.orders = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
  }

  static WorkerProcess start(Addresses addresses) throws IOException {
    String redis = addresses.redis();
    return new WorkerProcess(
        JavaProcess.command(
                List.of("-Xmx512m"),
                List.of("worker", addresses.zooKeeper(), redis == null ? NONE : redis))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** What the arguments of a worker's command line say. */
  static Addresses addresses(String zooKeeper, String redis) {
    @Nullable String there = redis.equals(NONE) ? null : redis;
    return new Addresses(zooKeeper, there);
  }

  /** Lets the worker begin; does not wait for its end. */
  void begin(Worker.Order order) throws IOException {
    orders.write(order.text());
    orders.newLine();
    orders.flush();
  }

  /** What the load measured that was begun last. Blocks until it has ended. */
  Waits result() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(Worker.DONE)) {
        return Waits.decode(line.substring(Worker.DONE.length()));
      }
      if (line.startsWith(Worker.FAILED)) {
        throw new BenchmarkException(
            "a worker's call failed: " + line.substring(Worker.FAILED.length()));
      }
    }
    throw new BenchmarkException("a worker has ended, see what it wrote above");
  }

  @Override
  public void close() throws IOException {
    JavaProcess.end(process);
  }
}
