package io.zklocked.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One run of Maven over all canaries, each of which inherits the gates from the real parent. It
 * goes on after a failure, on the repository and the settings of the build that runs this test.
 * Immutable.
 *
 * @param log what Maven printed
 */
record CanaryBuild(String log) {

  private static final long MINUTES = 5;

  /** Copies the canaries to where the build's products are, and builds them. */
  static CanaryBuild run(Path sources, Path target) throws IOException, InterruptedException {
    copy(sources, target);
    Path log = target.resolve("build.log");
    ProcessBuilder maven = new ProcessBuilder(command(target));
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    maven.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = maven.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("no end after " + MINUTES + " minutes, see " + log);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new CanaryBuild(Files.readString(log, UTF_8));
  }

  /** Whether Maven says that it built the module. */
  boolean succeeded(String module) {
    return log.contains("canary " + module + " .")
        && Pattern.compile("canary " + Pattern.quote(module) + " \\.+ SUCCESS").matcher(log).find();
  }

  /** Why Maven gave the module up: the goal that failed, and what it said. */
  String failure(String module) {
    return found(
        "Failed to execute goal \\S+ \\([^)]*\\) on project canary-%s: [\\s\\S]*?-> \\[", module);
  }

  /** What Maven printed while it built the module. */
  String section(String module) {
    return found(
        "Building canary %s [\\s\\S]*?(?=Building canary|Building canaries|Reactor Summary)",
        module);
  }

  private String found(String pattern, String module) {
    Matcher matcher = Pattern.compile(pattern.formatted(Pattern.quote(module))).matcher(log);
    return matcher.find() ? matcher.group() : "";
  }

  private static List<String> command(Path target) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("gates.maven") + "/bin/mvn");
    command.addAll(List.of("-B", "-ntp", "--fail-at-end", "-f", target + "/pom.xml", "verify"));
    command.add("-Dmaven.repo.local=" + System.getProperty("gates.repository"));
    String settings = System.getProperty("gates.settings").substring("file ".length());
    if (Files.exists(Path.of(settings))) {
      command.addAll(List.of("-s", settings));
    }
    if (System.getProperty("gates.network").equals("offline true")) {
      command.add("--offline");
    }
    return command;
  }

  private static void copy(Path sources, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copy = target.resolve(sources.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, Files.readString(file, UTF_8), UTF_8);
      }
    }
  }
}
