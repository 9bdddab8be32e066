package io.zklocked.agent;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM that does as it is told, one line after the other, and ends when it is closed. */
final class Clerk implements AutoCloseable {

  private static final int LIMIT_SECONDS = 60;

  private final Process process;
  private final OutputStream commands;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> newErrors = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> listening;

  Clerk(Path classes, String agent) throws IOException {
    this(
        System.getProperty("java.home") + "/bin/java",
        agent,
        "-cp",
        classes + File.pathSeparator + Forked.ANNOTATIONS,
        "Clerk");
  }

  Clerk(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(key -> key.startsWith("ZKLOCKED_"));
    process = builder.start();
    commands = process.getOutputStream();
    listening =
        CompletableFuture.allOf(
            listen(process.inputReader(StandardCharsets.UTF_8), said::add),
            listen(
                process.errorReader(StandardCharsets.UTF_8),
                line -> {
                  errors.add(line);
                  newErrors.add(line);
                }));
  }

  private static CompletableFuture<Void> listen(BufferedReader from, Consumer<String> hears) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Thread listener =
        new Thread(
            () -> {
              try (from) {
                from.lines().forEach(hears);
                ended.complete(null);
              } catch (IOException e) {
                ended.completeExceptionally(e);
              }
            });
    listener.setDaemon(true);
    listener.start();
    return ended;
  }

  long pid() {
    return process.pid();
  }

  void tell(String command) throws IOException {
    commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
    commands.flush();
  }

  String says() throws InterruptedException {
    String line = said.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("it says nothing: " + errors);
    }
    return line;
  }

  String does(String command) throws Exception {
    tell(command);
    return says();
  }

  /** What it has logged so far. */
  List<String> errors() {
    return errors;
  }

  /** Waits for a line of its log. */
  String awaitError(String part) throws InterruptedException {
    do {
      for (String line : errors) {
        if (line.contains(part)) {
          return line;
        }
      }
    } while (newErrors.poll(LIMIT_SECONDS, TimeUnit.SECONDS) != null);
    throw new AssertionError(part + " is not in " + errors);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    commands.close();
    try {
      CompletableFuture.allOf(listening, process.onExit())
          .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
          .join();
    } finally {
      process.destroyForcibly();
    }
  }
}
