package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
    Path jar = without("hollow.jar", packOf("io/zklocked/agent/inside/AgentSide"));
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
    byte[] bytes = Files.readAllBytes(Forked.AGENT);
    byte[] name = packOf("io/zklocked/agent/inside/AgentSide").getBytes(StandardCharsets.US_ASCII);
    int at = 0;
    while (!Arrays.equals(bytes, at, at + name.length, name, 0, name.length)) {
      at++; // to the file itself, which stands ahead of the list of all
    }
    bytes[at + name.length + 200] ^= 1;
    Path jar = Files.write(directory.resolve("damaged.jar"), bytes);
    Outcome outcome = run(jar, "=connect=memory");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .singleElement()
        .asString()
        .startsWith("zklocked: the agent's jar cannot be read or is not whole");
  }

  @Test
  void jarWithoutItsWeaverRefusesTheClass() throws Exception {
    Path jar = without("weaverless.jar", packOf("io/zklocked/agent/weave/Weaver"));
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

  private static String packOf(String internalName) throws Exception {
    try (JarFile jar = new JarFile(Forked.AGENT.toFile());
        InputStream index = jar.getInputStream(jar.getEntry("inst/packs/index"))) {
      List<String> firstNames =
          new String(index.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
      int found = Collections.binarySearch(firstNames, internalName);
      return "inst/packs/" + (found < 0 ? -found - 2 : found);
    }
  }

  private static Path without(String name, String entry) throws Exception {
    Path to = directory.resolve(name);
    try (JarFile jar = new JarFile(Forked.AGENT.toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), jar.getManifest())) {
      for (JarEntry each : jar.stream().toList()) {
        if (!each.getName().equals(entry) && !each.getName().equals(JarFile.MANIFEST_NAME)) {
          out.putNextEntry(new JarEntry(each.getName()));
          try (InputStream in = jar.getInputStream(each)) {
            in.transferTo(out);
          }
        }
      }
    }
    return to;
  }
}
