package io.zklocked.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checker as it is shipped: its jar, and javac as a program, of this JDK and of JDK 25. */
class CompilersIT {

  private static final String GOOD = "@ZkLocked(\"orders/{id}\") public void ship(long id) {}";
  private static final String BAD = "@ZkLocked(\"orders/{nr}\") public void ship(long id) {}";
  private static final String SENTENCE =
      "Orders.java:3: error: template \"orders/{nr}\", column 8: {nr}: no parameter is called nr; the"
          + " method has id";

  @TempDir Path directory;
  private Path jar;

  @BeforeEach
  void findJar() throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(Path.of("target"), "zklocked-annotations-*.jar")) {
      for (Path each : found) {
        String name = each.getFileName().toString();
        if (!name.endsWith("-sources.jar") && !name.endsWith("-javadoc.jar")) {
          jars.add(each.toAbsolutePath());
        }
      }
    }
    assertThat(jars).hasSize(1);
    jar = jars.get(0);
  }

  @Test
  void compilerFindsTheCheckerOnItsClassPath() throws Exception {
    source(GOOD);
    assertThat(javac(home(), "-cp", jar.toString()).said()).isEmpty();
    assertRecorded(true);
    source(BAD);
    Outcome refused = javac(home(), "-cp", jar.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said()).first().isEqualTo(SENTENCE);
  }

  @Test
  void compilerFindsTheCheckerOnItsProcessorPath() throws Exception {
    source(GOOD);
    String processors = jar.toString();
    assertThat(javac(home(), "-cp", jar.toString(), "-processorpath", processors).said()).isEmpty();
    assertRecorded(true);
  }

  @Test
  void compilerFindsTheCheckerOnItsModulePaths() throws Exception {
    source(GOOD);
    module();
    String path = jar.toString();
    assertThat(javac(home(), "-p", path, "--processor-module-path", path).said()).isEmpty();
    assertRecorded(true);
    source(BAD);
    Outcome refused = javac(home(), "-p", path, "--processor-module-path", path);
    assertThat(refused.said()).first().isEqualTo(SENTENCE);
  }

  /** What the documentation has to say: compilers look for processors on no module path. */
  @Test
  void compilerLooksForNoCheckerOnTheModulePathOfTheApplication() throws Exception {
    source(BAD);
    module();
    assertThat(javac(home(), "-p", jar.toString()).said()).isEmpty();
    assertRecorded(false);
  }

  @Test
  void modulesThatAreCompiledTogetherAreCheckedAndRecorded() throws Exception {
    Path source = Files.createDirectories(directory.resolve("modules/acme/com/acme"));
    Files.writeString(source.resolve("Orders.java"), text(GOOD));
    Files.writeString(
        directory.resolve("modules/acme/module-info.java"),
        "module acme { requires io.zklocked.annotations; exports com.acme; }");
    Outcome outcome =
        run(
            home(),
            List.of(
                "-p",
                jar.toString(),
                "--processor-module-path",
                jar.toString(),
                "--module-source-path",
                directory.resolve("modules").toString(),
                "-m",
                "acme",
                "-d",
                directory.resolve("out").toString()));
    assertThat(outcome.said()).isEmpty();
    assertThat(directory.resolve("out/acme/META-INF/zklocked/com.acme.Orders.locks")).exists();
  }

  @Test
  void jdk25ChecksWhereProcessorsAreEnabled() throws Exception {
    Path jdk25 = jdk25();
    String path = jar.toString();
    source(BAD);
    assertThat(javac(jdk25, "-cp", path, "-proc:full").said()).first().isEqualTo(SENTENCE);
    assertThat(javac(jdk25, "-cp", path, "-processorpath", path).said())
        .first()
        .isEqualTo(SENTENCE);
    assertThat(javac(jdk25, "-cp", path, "-processor", LockChecker.class.getName()).said())
        .first()
        .isEqualTo(SENTENCE);
    module();
    assertThat(javac(jdk25, "-p", path, "--processor-module-path", path).said())
        .first()
        .isEqualTo(SENTENCE);
    source(GOOD);
    assertThat(javac(jdk25, "-p", path, "--processor-module-path", path).said()).isEmpty();
    assertRecorded(true);
  }

  @Test
  void jdk25IsSilentOtherwise() throws Exception {
    Path jdk25 = jdk25();
    source(BAD);
    assertThat(javac(jdk25, "-cp", jar.toString()).said()).isEmpty();
    assertRecorded(false);
  }

  @Test
  void applicationRunsOnTheBaseModuleAlone() throws Exception {
    source(GOOD);
    assertThat(javac(home(), "-cp", jar.toString()).said()).isEmpty();
    Path main = directory.resolve("Main.java");
    Files.writeString(
        main,
        "public class Main { public static void main(String[] a) throws Exception {"
            + " System.out.print(com.acme.Orders.class.getMethods()[0].getAnnotations()[0]"
            + " instanceof io.zklocked.ZkLocked); } }");
    String path = directory.resolve("out") + java.io.File.pathSeparator + jar;
    Outcome compiled =
        run(home(), List.of("-cp", path, "-proc:none", "-d", out().toString(), main.toString()));
    assertThat(compiled.said()).isEmpty();
    Path image = directory.resolve("image");
    assertThat(
            start(
                    home().resolve("bin/jlink"),
                    List.of("--add-modules", "java.base", "--output", image.toString()))
                .said())
        .isEmpty();
    assertThat(start(image.resolve("bin/java"), List.of("-cp", path, "Main")).said())
        .containsExactly("true");
  }

  private void source(String method) throws IOException {
    Files.writeString(directory.resolve("Orders.java"), text(method));
  }

  private static String text(String method) {
    return "package com.acme;\nimport io.zklocked.ZkLocked;\npublic class Orders { "
        + method
        + " }";
  }

  private void module() throws IOException {
    Files.writeString(
        directory.resolve("module-info.java"), "module acme { requires io.zklocked.annotations; }");
  }

  private void assertRecorded(boolean expected) {
    Path record = directory.resolve("out/META-INF/zklocked/com.acme.Orders.locks");
    assertThat(Files.exists(record)).isEqualTo(expected);
  }

  private Path out() {
    return directory.resolve("out");
  }

  private Outcome javac(Path home, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-d", out().toString()));
    try (DirectoryStream<Path> sources = Files.newDirectoryStream(directory, "*.java")) {
      sources.forEach(each -> arguments.add(each.getFileName().toString()));
    }
    return run(home, arguments);
  }

  private Outcome run(Path home, List<String> arguments) throws Exception {
    return start(home.resolve("bin/javac"), arguments);
  }

  private Outcome start(Path program, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    Path said = directory.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().remove("JDK_JAVAC_OPTIONS");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ended: %s", command).isTrue();
      return new Outcome(process.exitValue(), Files.readAllLines(said));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  private static Path jdk25() throws IOException {
    Optional<Path> found = Optional.ofNullable(System.getenv("JDK25_HOME")).map(Path::of);
    Path usual = Path.of("/usr/lib/jvm");
    if (found.isEmpty() && Files.isDirectory(usual)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(usual, "temurin-25*")) {
        for (Path home : homes) {
          found = Optional.of(home);
        }
      }
    }
    assumeTrue(found.isPresent(), "no JDK 25: set JDK25_HOME, or put one in /usr/lib/jvm");
    return found.orElseThrow();
  }

  private record Outcome(int exit, List<String> said) {}
}
