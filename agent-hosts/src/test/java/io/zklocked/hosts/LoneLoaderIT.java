package io.zklocked.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.hosts.app.Proof;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A loader that delegates nothing but {@code java.*}, and so never sees the class path. */
class LoneLoaderIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"THIS,true", "THIS,false", "JDK_25,true", "JDK_25,false"})
  void applicationInLoaderThatDelegatesNothingIsLocked(Jdk jdk, boolean hasAnnotations)
      throws Exception {
    Path starter =
        new Packed().classes("", "io.zklocked.hosts.alone").to(directory.resolve("starter.jar"));
    Path shop = Packed.shop().to(directory.resolve("shop.jar"));
    Object annotations = hasAnnotations ? Packed.annotations() : "none.jar";
    try (AppJvm app =
        AppJvm.locked(
            jdk,
            "memory",
            "-cp",
            starter,
            "io.zklocked.hosts.alone.LoneLoader",
            "io.zklocked.hosts.boot.Shop",
            shop,
            annotations)) {
      String locked = hasAnnotations ? Proof.LOCKED : Proof.LOCKED_WITHOUT_ANNOTATIONS;
      assertThat(app.lines())
          .containsExactly(
              "loader io.zklocked.hosts.alone.LoneLoader",
              "orders " + locked,
              "stock " + locked,
              "shelves " + locked);
    }
  }

  @ParameterizedTest
  @EnumSource
  void loaderThatHidesItsClassFilesIsToldOnce(Jdk jdk) throws Exception {
    Path starter =
        new Packed().classes("", "io.zklocked.hosts.alone").to(directory.resolve("starter.jar"));
    try (AppJvm app =
        AppJvm.locked(
            jdk,
            "memory",
            "-Dlone.hidden=true",
            "-cp",
            starter,
            "io.zklocked.hosts.alone.LoneLoader",
            "io.zklocked.hosts.boot.Shop",
            Packed.shop().to(directory.resolve("shop.jar")),
            Packed.annotations())) {
      assertThat(app.lines())
          .contains("orders " + Proof.LOCKED, "stock " + Proof.LOCKED, "shelves " + Proof.UNLOCKED);
      assertThat(app.log())
          .filteredOn(line -> line.contains("LoneLoader"))
          .singleElement()
          .asString()
          .contains(
              "does not give the class files of what it loads, such as"
                  + " io.zklocked.hosts.stock.Shelf",
              "RUN WITHOUT LOCKS");
    }
  }
}
