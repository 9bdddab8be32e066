package io.zklocked.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.hosts.app.Proof;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fat jars of Spring Boot, with the loaders of two generations. */
class FatJarIT {

  private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"3,THIS", "3,JDK_25", "4,THIS", "4,JDK_25"})
  void applicationInFatJarIsLockedInItsClassesAndItsLibraries(int generation, Jdk jdk)
      throws Exception {
    Path stock =
        new Packed().classes("", "io.zklocked.hosts.stock").to(directory.resolve("stock.jar"));
    Path fat =
        new Packed()
            .manifest("Main-Class", LAUNCHER)
            .manifest("Start-Class", "io.zklocked.hosts.boot.Shop")
            .manifest("Spring-Boot-Version", generation + ".0.0")
            .manifest("Spring-Boot-Classes", "BOOT-INF/classes/")
            .manifest("Spring-Boot-Lib", "BOOT-INF/lib/")
            .contents(Packed.brought("boot-loader-" + generation + ".jar"))
            .classes("BOOT-INF/classes/", "io.zklocked.hosts.boot")
            .classes("BOOT-INF/classes/", "io.zklocked.hosts.app")
            .file("BOOT-INF/lib/stock.jar", stock)
            .file("BOOT-INF/lib/annotations.jar", Packed.annotations())
            .to(directory.resolve("shop.jar"));
    try (AppJvm app = AppJvm.locked(jdk, "memory", "-jar", fat)) {
      assertThat(app.lines())
          .containsExactly(
              "loader org.springframework.boot.loader.launch.LaunchedClassLoader",
              "orders " + Proof.LOCKED,
              "stock " + Proof.LOCKED,
              "shelves " + Proof.LOCKED);
    }
  }
}
