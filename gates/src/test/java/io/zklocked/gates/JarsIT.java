package io.zklocked.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources give the same jars, whenever and wherever they are built. */
class JarsIT {

  private static final List<String> MODULES = HouseRules.ARROWS.keySet().stream().sorted().toList();

  private static final Instant TIME = Instant.parse(System.getProperty("gates.timestamp"));

  @Test
  void everyEntryCarriesTheTimeOfTheRelease() throws IOException {
    for (Path jar : jars(House.root())) {
      assertThat(Jars.otherTimes(jar, TIME)).isEmpty();
    }
  }

  @Test
  void secondBuildElsewhereGivesTheSameJars(@TempDir Path again)
      throws IOException, InterruptedException {
    copyTheHouse(again);

    String log =
        Maven.run(
            again, "package", "-Dmaven.test.skip", "-Dspotless.check.skip", "-Denforcer.skip");

    assertThat(log).contains("BUILD SUCCESS");
    assertThat(jars(again)).hasSizeGreaterThanOrEqualTo(MODULES.size());
    for (Path second : jars(again)) {
      Path first = House.root().resolve(again.relativize(second));
      assertThat(Jars.differences(first, second))
          .as("two builds; when what was deleted still lies in target, run mvn clean")
          .isEmpty();
      System.out.printf("[same] %s, %d bytes%n", first.getFileName(), Files.size(first));
    }
  }

  @Test
  void jarOfAnotherTimeIsRefused(@TempDir Path temp) throws IOException {
    Path one = jar(temp.resolve("one.jar"), TIME);
    Path other = jar(temp.resolve("other.jar"), TIME.plusSeconds(60));

    assertThat(Jars.otherTimes(one, TIME)).isEmpty();
    assertThat(Jars.otherTimes(other, TIME)).hasSize(1).first().asString().contains("other.jar!a");
    assertThat(Jars.differences(one, other)).contains("one.jar differs from its second build");
    System.out.println("[canary] jars: " + Jars.otherTimes(other, TIME).get(0));
    System.out.println("[canary] jars: " + Jars.differences(one, other).get(0));
  }

  private static void copyTheHouse(Path target) throws IOException {
    Maven.copy(House.root(), target);
    Path pom = target.resolve("pom.xml");
    Files.writeString(pom, Files.readString(pom).replace("<module>gates</module>", ""));
  }

  private static List<Path> jars(Path house) throws IOException {
    try (Stream<Path> files = Files.list(house)) {
      return files
          .filter(module -> MODULES.contains(module.getFileName().toString()))
          .flatMap(JarsIT::products)
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> products(Path module) {
    try (Stream<Path> files = Files.list(module.resolve("target"))) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !file.getFileName().toString().startsWith("original-"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(Path path, Instant time) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path))) {
      ZipEntry entry = new ZipEntry("a");
      entry.setTimeLocal(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
      jar.putNextEntry(entry);
      jar.closeEntry();
    }
    return path;
  }
}
