package io.zklocked.springbank;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of the bank in a JVM of its own, under the agent. Used by one thread. */
final class BankJvm implements AutoCloseable {

  private static final Path AGENT =
      Path.of("..", "agent", "target", "zklocked-agent.jar").toAbsolutePath().normalize();

  /** What only the tests have; the bank has Spring, its database and the annotations. */
  private static final List<String> OF_TESTS =
      List.of("curator", "zookeeper", "junit", "assertj", "zklocked-agent", "agent/target");

  private final Process process;
  private final Path log;
  private final BufferedReader output;

  private BankJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.output = process.inputReader();
  }

  static Path thisJdk() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  static Optional<Path> jdk25() throws IOException {
    String given = System.getenv("JDK25_HOME");
    if (given != null) {
      return Optional.of(Path.of(given, "bin", "java"));
    }
    Path usual = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(usual)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(usual)) {
      return homes
          .filter(home -> home.getFileName().toString().startsWith("temurin-25"))
          .map(home -> home.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  static BankJvm start(Path java, String connect, Class<?> program, String... arguments)
      throws IOException {
    return start(java, List.of(agent(connect)), program, arguments);
  }

  /** With AspectJ's agent beside ours, and locks in memory. */
  static BankJvm startWithAspects(Path java, boolean isWeaverFirst, Class<?> program)
      throws IOException {
    String weaver =
        Arrays.stream(classPath().split(File.pathSeparator, -1))
            .filter(entry -> entry.contains("aspectjweaver"))
            .findFirst()
            .map(jar -> "-javaagent:" + jar)
            .orElseThrow();
    String ours = agent("memory");
    return start(java, isWeaverFirst ? List.of(weaver, ours) : List.of(ours, weaver), program);
  }

  private static String agent(String connect) {
    return "-javaagent:" + AGENT + "=connect=" + connect;
  }

  private static BankJvm start(
      Path java, List<String> agents, Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(agents);
    command.add("-cp");
    command.add(classPath());
    command.add(program.getName());
    command.addAll(Arrays.asList(arguments));
    Path logs = Files.createDirectories(Path.of("target", "bank"));
    Path log = Files.createTempFile(logs, program.getSimpleName() + "-", ".log");
    return new BankJvm(new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> OF_TESTS.stream().noneMatch(entry.replace('\\', '/')::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The next line that it prints; fails if it ends before. */
  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("the bank has ended: " + log());
    }
    return line;
  }

  /** All lines that are still to come, until it ends. */
  List<String> lines() throws Exception {
    CompletableFuture<List<String>> lines =
        CompletableFuture.supplyAsync(() -> output.lines().toList());
    List<String> all = lines.get(90, TimeUnit.SECONDS);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("the bank did not end well: " + log());
    }
    return all;
  }

  /** Lets it go on. */
  void proceed() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
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
