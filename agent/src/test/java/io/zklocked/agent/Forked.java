package io.zklocked.agent;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles small applications and runs them in JVMs of their own. */
final class Forked {

  static final Path AGENT = Path.of("target", "zklocked-agent.jar").toAbsolutePath();

  /** Where the annotations are, as an application sees them. */
  static final String ANNOTATIONS =
      Path.of(
              io.zklocked.ZkLocked.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .getPath())
          .toString();

  /** What a run printed, and how it ended. */
  record Outcome(int exit, List<String> out, List<String> err) {}

  private Forked() {}

  static Path compile(Path directory, String name, String source) throws IOException {
    return compile(directory, name, source, ANNOTATIONS);
  }

  static Path compile(Path directory, String name, String source, String classPath)
      throws IOException {
    Path file = directory.resolve(name + ".java");
    Files.createDirectories(directory);
    Files.writeString(file, source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-parameters",
            "--release",
            "17",
            "-proc:none",
            "-cp",
            classPath,
            "-d",
            directory.toString());
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      if (!compiler
          .getTask(said, files, null, options, null, files.getJavaFileObjects(file))
          .call()) {
        throw new IllegalArgumentException(said.toString());
      }
    }
    Files.delete(file);
    return directory;
  }

  static Outcome java(String... arguments) throws IOException, InterruptedException {
    return run(System.getProperty("java.home") + "/bin/java", arguments);
  }

  static Outcome run(String program, String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), program, arguments);
  }

  /** Runs a program with variables of its own. */
  static Outcome run(Map<String, String> environment, String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.addAll(Arrays.asList(arguments));
    File out = File.createTempFile("zklocked", ".out");
    File err = File.createTempFile("zklocked", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
    builder.environment().keySet().removeIf(key -> key.startsWith("ZKLOCKED_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        throw new AssertionError("still runs: " + command + Files.readAllLines(err.toPath()));
      }
      return new Outcome(
          process.exitValue(), Files.readAllLines(out.toPath()), Files.readAllLines(err.toPath()));
    } finally {
      process.destroyForcibly();
      Files.delete(out.toPath());
      Files.delete(err.toPath());
    }
  }

  /** A program of a JDK; the test is skipped where there is none of that release. */
  static String tool(int jdk, String name) throws IOException {
    String home = jdk == 17 ? System.getProperty("java.home") : jdk25();
    assumeFalse(home.isEmpty(), "there is no JDK 25: set JDK25_HOME");
    return home + "/bin/" + name;
  }

  /** The home of a JDK 25; empty where there is none. */
  static String jdk25() throws IOException {
    String given = System.getenv("JDK25_HOME");
    if (given != null) {
      return given;
    }
    Path all = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(all)) {
      return "";
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(all, "temurin-25*")) {
      for (Path home : found) {
        return home.toString();
      }
      return "";
    }
  }
}
