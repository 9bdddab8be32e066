package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What the agent's jar holds. */
class AgentJarIT {

  private static final Path JAR = Path.of("target", "zklocked-agent.jar");
  private static final long MOST_BYTES = 12_000_000;

  @Test
  void onlyTheEntryIsVisibleToApplications() throws IOException {
    List<String> classes = names().stream().filter(name -> name.endsWith(".class")).toList();
    assertThat(classes).isNotEmpty().hasSizeLessThan(20);
    assertThat(classes).allMatch(name -> name.matches("io/zklocked/agent/[A-Z][A-Za-z$]*\\.class"));
    assertThat(names())
        .allMatch(
            name -> name.matches("(META-INF|inst|boot)/.*|io/zklocked/agent/.*|io/(zklocked/)?"));
  }

  @Test
  void manifestNamesTheEntriesAndTouchesNoBootClassPath() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      for (String key : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
        assertThat(manifest.getValue(key)).as(key).isEqualTo(ZkLockedAgent.class.getName());
      }
      assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
      // Whoever runs the jar wants a command, not the agent; other jars name it themselves.
      assertThat(manifest.getValue("Launcher-Agent-Class")).isNull();
      assertThat(manifest.getValue("Boot-Class-Path")).isNull();
      assertThat(manifest.getValue("Implementation-Version")).isNotEmpty();
    }
  }

  @Test
  void theRestIsThereWithoutSignaturesModulesAndReleases() throws IOException {
    List<String> names = names();
    assertThat(names)
        .contains(
            "boot/java/lang/ZkLockedDispatch.classdata",
            "inst/packs/index",
            "inst/META-INF/services/org.slf4j.spi.SLF4JServiceProvider");
    assertThat(names)
        .noneMatch(name -> name.endsWith(".SF") || name.endsWith(".RSA") || name.endsWith(".DSA"))
        .noneMatch(name -> name.contains("module-info") || name.contains("META-INF/versions"))
        .noneMatch(name -> name.contains("checker") || name.contains("annotation.processing"))
        .noneMatch(name -> name.endsWith(".so") || name.endsWith(".dll"));
  }

  @Test
  void classesOfTheAgentsOwnLoaderLieInPacks() throws IOException {
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      ClassPacks packs = new ClassPacks(jar);
      for (String there :
          List.of(
              "io.zklocked.runtime.LockRuntime",
              "io.zklocked.ZkLocked",
              "org.apache.zookeeper.ZooKeeper",
              "org.apache.curator.framework.CuratorFramework",
              "net.bytebuddy.jar.asm.ClassReader")) {
        ByteBuffer file = Objects.requireNonNull(packs.find(there), there);
        assertThat(file.getInt()).as(there).isEqualTo(0xcafebabe);
      }
      for (String elsewhere :
          List.of(
              "a.BeforeAll",
              "zz.BehindAll",
              "io.zklocked.agent.boot.ZkLockedDispatch",
              "io.zklocked.checker.LockChecker",
              "net.bytebuddy.asm.Advice")) {
        assertThat(packs.find(elsewhere)).as(elsewhere).isNull();
      }
    }
    assertThat(names()).noneMatch(name -> name.startsWith("inst/") && name.endsWith(".class"));
  }

  /** The build has written them: the JVM has the last word on whether they are well-formed. */
  @Test
  void classesOfLambdasAndRecordsAreThereAndAreVerified() throws Exception {
    IsolatedLoader loader =
        new IsolatedLoader(JAR.toFile(), AgentJarIT.class.getProtectionDomain());
    int lambdas = 0;
    int records = 0;
    for (String name : PackedClasses.of(JAR).names()) {
      if (!name.startsWith("io.zklocked.")) {
        continue;
      }
      Class<?> type = Class.forName(name, false, loader);
      if (name.contains("$$Lambda") || type.isRecord()) {
        Class.forName(type.getName(), true, loader);
        lambdas += type.isRecord() ? 0 : 1;
        records += type.isRecord() ? 1 : 0;
      }
    }
    System.out.println("written out: " + lambdas + " lambdas, " + records + " records");
    assertThat(lambdas).isGreaterThan(300);
    assertThat(records).isGreaterThan(50);
  }

  @Test
  void servicesNameClassesThatAreThere() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (String name : names()) {
        if (!name.matches("inst/META-INF/services/[^/]+")) {
          continue;
        }
        String text =
            new String(
                jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        for (String provider : text.lines().toList()) {
          assertThat(new ClassPacks(jar).find(provider)).isNotNull();
        }
      }
    }
  }

  @Test
  void licencesAndNoticesOfWhatIsBundledAreCarried() throws IOException {
    assertThat(names())
        .contains("META-INF/LICENSE", "META-INF/NOTICE")
        .anyMatch(name -> name.startsWith("META-INF/licenses/curator-framework-"))
        .anyMatch(name -> name.startsWith("META-INF/licenses/byte-buddy-"));
  }

  @Test
  void sizeStaysWithinItsBar() throws IOException {
    long size = Files.size(JAR);
    System.out.println("zklocked-agent.jar: " + size + " bytes");
    assertThat(size).isLessThanOrEqualTo(MOST_BYTES);
  }

  private static List<String> names() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }
}
