package io.zklocked.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own, from these classes. Confined to one thread. */
final class CommandProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;

  private CommandProcess(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("ZKLOCKED_"));
    process = builder.start();
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  static CommandProcess start(List<String> jvmOptions, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Zklocked.class.getName());
    command.addAll(List.of(arguments));
    return new CommandProcess(command);
  }

  /** Waits for a line that contains something, and returns it. */
  String line(String part) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(part)) {
        return line;
      }
    }
    throw new AssertionError("it ended before it said " + part);
  }

  /** Reads no more. */
  void closeOutput() throws IOException {
    out.close();
  }

  /** How many lines are left. */
  long countLines() {
    return out.lines().count();
  }

  /** What Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    int killed = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(killed).isZero();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
