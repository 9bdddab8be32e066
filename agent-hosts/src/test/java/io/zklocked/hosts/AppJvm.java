package io.zklocked.hosts;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs an application. Used by one thread. */
final class AppJvm implements AutoCloseable {

  static final Path AGENT =
      Path.of("..", "agent", "target", "zklocked-agent.jar").toAbsolutePath().normalize();

  private final Process process;
  private final BufferedReader output;
  private final Path log;

  private AppJvm(Process process, Path log) {
    this.process = process;
    this.output = process.inputReader();
    this.log = log;
  }

  /** Starts a JVM under the agent, with these arguments and options. */
  static AppJvm locked(Jdk jdk, String connect, Object... arguments) throws IOException {
    return locked(jdk.tool("java"), connect, arguments);
  }

  static AppJvm locked(Path java, String connect, Object... arguments) throws IOException {
    List<Object> all = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    all.add("-javaagent:" + AGENT + "=connect=" + connect);
    all.addAll(Arrays.asList(arguments));
    return plain(java, all.toArray());
  }

  /** Starts a program that knows nothing of us. */
  static AppJvm plain(Path program, Object... arguments) throws IOException {
    return start(program, false, arguments);
  }

  /** The same, whose lines are also those that it tells. */
  static AppJvm telling(Path program, Object... arguments) throws IOException {
    return start(program, true, arguments);
  }

  private static AppJvm start(Path program, boolean isTelling, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path logs = Files.createDirectories(Path.of("target", "hosts"));
    Path log = Files.createTempFile(logs, "app-", ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    if (isTelling) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(log.toFile());
    }
    builder.environment().keySet().removeIf(key -> key.startsWith("ZKLOCKED_"));
    return new AppJvm(builder.start(), log);
  }

  /** A class path of these. */
  static String path(Object... entries) {
    List<String> texts = new ArrayList<>();
    for (Object entry : entries) {
      texts.add(entry.toString());
    }
    return String.join(File.pathSeparator, texts);
  }

  /** The next line that it prints; fails if it ends before. */
  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("the application has ended: " + log());
    }
    return line;
  }

  /** Waits until it prints a line with that text; fails if it ends before. */
  void says(String text) throws IOException {
    String line = "";
    while (!line.contains(text)) {
      line = line();
      Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets it go on. */
  void proceed() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** All lines that are still to come; fails unless it ends well, without a complaint of ours. */
  List<String> lines() throws Exception {
    List<String> lines = output.lines().toList();
    if (end() != 0 || log().stream().anyMatch(AppJvm::isComplaint)) {
      throw new AssertionError("the application did not end well: " + lines + log());
    }
    return lines;
  }

  /** How it ends. */
  int end() throws Exception {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the application does not end: " + log());
    }
    return process.exitValue();
  }

  private static boolean isComplaint(String line) {
    return line.startsWith("zklocked: ") && line.contains("ERROR");
  }

  /** What it and the agent have told. */
  List<String> log() throws IOException {
    return Files.readAllLines(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
