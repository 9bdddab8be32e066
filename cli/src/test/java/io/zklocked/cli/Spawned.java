package io.zklocked.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The packaged command in a process of its own; all that it prints is kept. */
public final class Spawned implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Writer in;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private Spawned(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    reader = new Thread(this::read, "reader");
    reader.start();
  }

  /** How the command is started. */
  public static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Path.of("target", "zklocked.jar").toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  public static Spawned zklocked(String... arguments) throws IOException {
    return start(Map.of(), command(arguments));
  }

  public static Spawned start(Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Spawned(builder.start());
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("not readable any more: " + e);
    }
  }

  /** Says something to it. */
  public void write(String text) throws IOException {
    in.write(text);
    in.flush();
  }

  public void end() throws IOException {
    in.close();
  }

  /** The first line with a text, printed or yet to be. */
  public String line(String part) throws InterruptedException {
    return line(part, line -> true);
  }

  private String line(String part, Predicate<String> more) throws InterruptedException {
    Predicate<String> wanted = line -> line.contains(part) && more.test(line);
    eventually("'" + part + "' in " + lines, () -> lines.stream().anyMatch(wanted) || isOver());
    return lines.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no '" + part + "' in " + lines));
  }

  /** The next line that was not there yet when so many were. */
  public String lineAfter(int count) throws InterruptedException {
    eventually("line " + count + " of " + lines, () -> lines.size() > count || isOver());
    assertThat(lines).hasSizeGreaterThan(count);
    return lines.get(count);
  }

  public int count() {
    return lines.size();
  }

  public List<String> lines() {
    return lines;
  }

  private boolean isOver() {
    return !process.isAlive() && !reader.isAlive();
  }

  public void signal(String name) throws IOException, InterruptedException {
    kill(name, process.pid());
  }

  /** Sends a signal to a process; whether there was one. */
  public static boolean kill(String name, long pid) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-s", name, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return kill.waitFor() == 0;
  }

  public long pid() {
    return process.pid();
  }

  /** Blocks until it has ended, and all that it has printed was read. */
  public int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("ended; so far it has printed %s", lines)
        .isTrue();
    reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    return process.exitValue();
  }

  public static void eventually(String what, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
