package io.zklocked.faults;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that visits the section, as the test speaks to it. For one thread. */
final class Worker implements Closeable {

  private static final String ENDED = "ended";

  private final String name;
  private final Process process;
  private final Path other;
  private final OutputStream commands;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private Worker(String name, Process process, Path other) {
    this.name = name;
    this.other = other;
    this.process = process;
    this.commands = process.getOutputStream();
    Link.daemon("worker-" + name, this::listen);
  }

  /** Starts a process; it may not be ready yet. */
  static Worker start(String name, List<String> command, Path errors) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.environment().keySet().removeIf(key -> key.startsWith("ZKLOCKED_"));
    return new Worker(name, builder.start(), errors);
  }

  String name() {
    return name;
  }

  Process process() {
    return process;
  }

  void tell(String command) throws IOException {
    commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
    commands.flush();
  }

  /** Waits until it says a word; gives what it says with it. */
  String await(String word) throws InterruptedException {
    String rest = await(word, Eventually.LIMIT);
    if (rest == null) {
      throw new AssertionError(name + " did not say '" + word + "' in time");
    }
    return rest;
  }

  /** The same with a limit; null if it did not. */
  String await(String word, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      String line = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(word)) {
        return line == null ? null : "";
      } else if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      } else if (line.equals(ENDED)) {
        throw new IllegalStateException("worker " + name + " ended instead of saying " + word);
      }
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(Visitors.SAYS)) {
          said.add(line.substring(Visitors.SAYS.length()));
        } else {
          Files.writeString(other, line + "\n", CREATE, APPEND);
        }
      }
    } catch (IOException e) {
      said.add("broken " + e);
    }
    said.add(ENDED);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    Link.shut(commands);
  }
}
