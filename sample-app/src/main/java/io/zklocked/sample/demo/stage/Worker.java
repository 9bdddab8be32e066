package io.zklocked.sample.demo.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One worker process, and the line to it. Thread-safe. What it prints is handed on line by line, on
 * a thread of its own; of what it prints to its error stream the end is kept.
 */
public final class Worker implements AutoCloseable {

  private static final int KEPT_LINES = 200;
  private static final long TERM_SECONDS = 3;
  private static final long KILL_SECONDS = 3;

  private final int number;
  private final Process process;
  private final Thread outReader;
  private final Thread errReader;
  private final Deque<String> errors = new ArrayDeque<>();

  private Worker(int number, Process process, Consumer<String> lines) {
    this.number = number;
    this.process = process;
    this.outReader = reader(process.getInputStream(), lines);
    this.errReader = reader(process.getErrorStream(), this::keep);
  }

  /**
   * Starts a worker.
   *
   * @param number its number
   * @param command the whole command line
   * @param lines told each line that it prints
   */
  public static Worker start(int number, List<String> command, Consumer<String> lines)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    // The run must depend on what the launcher says, not on what the user's shell has configured.
    builder.environment().keySet().removeIf(name -> name.startsWith("ZKLOCKED_"));
    Worker worker = new Worker(number, builder.start(), lines);
    worker.outReader.start();
    worker.errReader.start();
    return worker;
  }

  int number() {
    return number;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Says a line to it. */
  public void say(String line) throws IOException {
    OutputStream stdin = process.getOutputStream();
    stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    stdin.flush();
  }

  /** Ends it by SIGKILL, and waits until all that it printed was handed on. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    await();
  }

  /** Waits for its end; tells whether it came before the deadline, by the monotonic clock. */
  boolean endedBefore(long deadlineNanos) throws InterruptedException {
    return process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** Waits for its end, and until all that it printed was handed on; gives its exit code. */
  public int await() throws InterruptedException {
    int code = process.waitFor();
    outReader.join();
    errReader.join();
    return code;
  }

  /** The last lines that it printed to its error stream. */
  public String errors() {
    synchronized (errors) {
      return String.join(System.lineSeparator(), errors);
    }
  }

  /** Asks it to end. */
  void terminate() {
    process.destroy();
  }

  /** Ends it, by force if it does not end when asked. */
  @Override
  public void close() {
    terminate();
    try {
      if (!process.waitFor(TERM_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void keep(String line) {
    synchronized (errors) {
      errors.addLast(line);
      if (errors.size() > KEPT_LINES) {
        errors.removeFirst();
      }
    }
  }

  private Thread reader(InputStream stream, Consumer<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  lines.accept(line);
                }
              } catch (IOException e) {
                keep("the line to worker " + number + " broke: " + e);
              }
            },
            "worker-" + number);
    thread.setDaemon(true);
    return thread;
  }
}
