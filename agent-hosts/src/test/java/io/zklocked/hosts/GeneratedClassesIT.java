package io.zklocked.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.hosts.app.Proof;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subclasses as frameworks generate them, with and without copies of the annotations. */
class GeneratedClassesIT {

  private static final String[] LIBRARIES = {
    "byte-buddy-1", "javassist", "spring-core", "commons-logging", "weld", "jakarta", "jboss"
  };

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void generatedSubclassesAreLockedOnce(Jdk jdk) throws Exception {
    Path shop =
        Packed.shop().classes("", "io.zklocked.hosts.generated").to(directory.resolve("shop.jar"));
    String libraries = AppJvm.path(Packed.startingWith(LIBRARIES));
    try (AppJvm app =
        AppJvm.locked(
            jdk,
            "memory,log=debug",
            "-cp",
            AppJvm.path(shop, Packed.annotations(), libraries),
            "io.zklocked.hosts.generated.Generators")) {
      List<String> lines = app.lines();
      assertThat(lines).allMatch(line -> line.endsWith(": " + Proof.LOCKED));
      assertThat(lines)
          .map(line -> line.substring(0, line.indexOf(':')))
          .containsExactly(
              "cglib",
              "javassist",
              "byte buddy (copied)",
              "byte buddy, delegating (copied)",
              "arc, intercepted (copied)",
              "arc, client proxy (copied)",
              "of a name of its own (copied)",
              "weld, client proxy (copied)",
              "weld, intercepted (copied)");
      assertThat(app.log())
          .as("classes that lock themselves")
          .filteredOn(line -> line.contains(" woven "))
          .map(line -> line.replaceAll(".* woven ([^:]*):.*", "$1"))
          .containsExactlyInAnyOrder(
              "io.zklocked.hosts.app.Orders",
              "io.zklocked.hosts.app.OrdersSpecial",
              "io.zklocked.hosts.generated.Depot",
              "io.zklocked.hosts.generated.Cellar");
    }
  }
}
