package io.zklocked.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the Maven that runs this test, on its repository and with its settings. */
final class Maven {

  private static final long MINUTES = 8;
  private static final Set<String> NOT_COPIED = Set.of("target", ".git");

  private Maven() {}

  /**
   * Builds a project, and waits for the end.
   *
   * @param project where its pom is; the log lies beside it
   * @param arguments goals and options
   * @return what Maven printed, whether it succeeded or not
   */
  static String run(Path project, String... arguments) throws IOException, InterruptedException {
    Path log = project.resolve("build.log");
    ProcessBuilder maven = new ProcessBuilder(command(project, arguments));
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
    return Files.readString(log, UTF_8);
  }

  /** Copies a tree, but not what was built in it, nor its history. */
  static void copy(Path source, Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = target.resolve(file.getFileName());
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        } else if (!NOT_COPIED.contains(file.getFileName().toString())) {
          copy(file, copy);
        }
      }
    }
  }

  private static List<String> command(Path project, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("gates.maven") + "/bin/mvn");
    command.addAll(List.of("-B", "-ntp", "-f", project.resolve("pom.xml").toString()));
    command.addAll(List.of(arguments));
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
}
