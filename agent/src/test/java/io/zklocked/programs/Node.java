package io.zklocked.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One process of a program. Its output goes to a file. Confined to one thread. */
final class Node {

  private static final Path LIB = Path.of("target", "programs").toAbsolutePath();
  private static final Path IN = Path.of("src", "test", "resources", "programs").toAbsolutePath();
  private static final Path AGENT = Path.of("target", "zklocked-agent.jar").toAbsolutePath();
  private static final long LIMIT_SECONDS = 120;

  private final Program program;
  private final Process process;
  private final Path output;

  private Node(Program program, Process process, Path output) {
    this.program = program;
    this.process = process;
    this.output = output;
  }

  /** Starts a process in a directory of its own; with the agent if it is given options. */
  static Node start(Program program, Path directory, @Nullable String options) throws IOException {
    Files.createDirectories(directory);
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    if (options != null) {
      command.add("-javaagent:" + AGENT + "=" + options);
    }
    for (String argument : program.arguments()) {
      command.add(
          argument
              .replace("lib:", LIB + "/")
              .replace("in:", IN + "/")
              .replace("tmp:", directory + "/"));
    }
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("ZKLOCKED_"));
    return new Node(program, builder.start(), output);
  }

  boolean hasEnded() {
    return !process.isAlive();
  }

  boolean isReady() {
    return output().contains(program.ready());
  }

  /** Waits until it has done its work; if it ends by itself, until it has ended well. */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!isReady()) {
      if (hasEnded() && !isReady()) {
        throw new AssertionError(program + " ended with " + process.exitValue() + ":\n" + output());
      }
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(program + " is not ready:\n" + output());
      }
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    if (program.ends()
        && !(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0)) {
      throw new AssertionError(program + " did not end well:\n" + output());
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  void end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private String output() {
    try {
      return new String(Files.readAllBytes(output), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return program + " (pid " + process.pid() + ")";
  }
}
