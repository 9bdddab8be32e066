package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent's jar that is not as it was built, and options that name no file. */
class BadJarIT {

  private static final String APP =
      """
      import io.zklocked.*;
      public class App {
        static class Service { @ZkLocked("one") static String one() { return HeldLock.current().resource(); } }
        public static void main(String[] a) throws Exception {
          if (a.length > 0) java.nio.file.Files.move(java.nio.file.Path.of(a[0]), java.nio.file.Path.of(a[1]));
          try { System.out.println(Service.one()); } catch (LinkageError e) { System.out.println("refused"); }
        }
      }
      """;

  @TempDir static Path directory;

  @BeforeAll
  static void compile() throws Exception {
    Forked.compile(directory, "App", APP);
  }

  @Test
  void jarThatWasCutOffDoesNotStart() throws Exception {
    byte[] whole = Files.readAllBytes(Forked.AGENT);
    Path jar = Files.write(directory.resolve("cut.jar"), Arrays.copyOf(whole, whole.length / 2));
    Outcome outcome = run(jar, "=connect=memory");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).noneMatch(line -> line.contains("one"));
    assertThat(outcome.err()).anyMatch(line -> line.contains("Error opening zip file"));
  }

  @Test
  void jarWithoutItsInsideDoesNotStart() throws Exception {
    Path jar = with("hollow.jar", new byte[0]);
    Outcome outcome = run(jar, "=connect=memory");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .singleElement()
        .asString()
        .startsWith("zklocked: the agent's jar cannot be read or is not whole");
  }

  @Test
  void jarWhoseInsideIsDamagedDoesNotStart() throws Exception {
    Path jar = damaged("damaged.jar", "io.zklocked.agent.inside.AgentSide");
    Outcome outcome = run(jar, "=connect=memory");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .singleElement()
        .asString()
        .startsWith("zklocked: the agent's jar cannot be read or is not whole");
  }

  @Test
  void jarWhoseWeaverIsDamagedRefusesTheClass() throws Exception {
    Path jar = damaged("weaverless.jar", "io.zklocked.agent.weave.Weaver");
    Outcome outcome = run(jar, "=connect=memory");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).containsExactly("refused");
    assertThat(outcome.err())
        .anyMatch(
            line -> line.startsWith("zklocked: ERROR App$Service has methods with @ZkLocked"));
  }

  @Test
  void renamedJarLocks() throws Exception {
    Path jar = Files.copy(Forked.AGENT, directory.resolve("my agent.jar"));
    assertThat(run(jar, "=connect=memory").out()).containsExactly("one");
  }

  @Test
  void jarThatIsMovedBeforeTheFirstLockLocks() throws Exception {
    Path jar = Files.copy(Forked.AGENT, directory.resolve("before.jar"));
    Path moved = directory.resolve("after.jar");
    Outcome outcome = run(jar, "=connect=memory", jar.toString(), moved.toString());
    assertThat(outcome.out()).as("%s", outcome.err()).containsExactly("one");
    assertThat(outcome.err()).noneMatch(line -> line.contains("SLF4J"));
  }

  @Test
  void optionFileThatIsADirectoryEndsTheJvm() throws Exception {
    Outcome outcome = run(Forked.AGENT, "=config=" + directory);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .singleElement()
        .asString()
        .startsWith("zklocked: The configuration file ")
        .contains("is a directory", "Name a properties file");
  }

  private static Outcome run(Path agent, String options, String... arguments) throws Exception {
    String[] command = {
      "-javaagent:" + agent + options,
      "-cp",
      directory + File.pathSeparator + Forked.ANNOTATIONS,
      "App"
    };
    String[] all = Arrays.copyOf(command, command.length + arguments.length);
    System.arraycopy(arguments, 0, all, command.length, arguments.length);
    return Forked.java(all);
  }

  private static Path damaged(String name, String type) throws Exception {
    return with(name, PackedClasses.of(Forked.AGENT).damagedAt(type));
  }

  /** The agent's jar with other classes inside. */
  private static Path with(String name, byte[] classes) throws Exception {
    Path to = directory.resolve(name);
    try (JarFile jar = new JarFile(Forked.AGENT.toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), jar.getManifest())) {
      for (JarEntry each : jar.stream().toList()) {
        if (each.getName().equals(JarFile.MANIFEST_NAME)) {
          continue;
        }
        out.putNextEntry(new JarEntry(each.getName()));
        try (InputStream in = jar.getInputStream(each)) {
          out.write(each.getName().equals(PackedClasses.FILE) ? classes : in.readAllBytes());
        }
      }
    }
    return to;
  }
}
