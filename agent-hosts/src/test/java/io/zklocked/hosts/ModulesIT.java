package io.zklocked.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.hosts.app.Proof;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An application of named modules, also as an image of the JVM with few of the JDK's. */
class ModulesIT {

  private static final String MAIN = "shop/io.zklocked.hosts.boot.Shop";
  private static final String LOADER = "loader jdk.internal.loader.ClassLoaders$AppClassLoader";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"THIS,true", "THIS,false", "JDK_25,true", "JDK_25,false"})
  void applicationOfModulesIsLockedAlsoWhereTheAnnotationsAreAbsent(Jdk jdk, boolean present)
      throws Exception {
    Path annotations = Packed.annotations();
    Path shop = shop(annotations);
    Object[] arguments =
        present
            ? new Object[] {
              "-p",
              AppJvm.path(shop, annotations),
              "--add-modules",
              "io.zklocked.annotations",
              "-m",
              MAIN
            }
            : new Object[] {"-p", shop, "-m", MAIN};
    try (AppJvm app = AppJvm.locked(jdk, "memory", arguments)) {
      assertThat(app.lines()).containsExactlyElementsOf(seen(present));
    }
  }

  @ParameterizedTest
  @EnumSource
  void imageOfFewModulesIsLockedOnServers(Jdk jdk) throws Exception {
    Path image = directory.resolve("image");
    try (AppJvm jlink =
        AppJvm.plain(
            jdk.tool("jlink"),
            "-J-XX:TieredStopAtLevel=1",
            "--module-path",
            shop(Packed.annotations()),
            "--add-modules",
            "shop,java.instrument,java.logging,java.security.sasl",
            "--output",
            image)) {
      jlink.lines();
    }
    try (Outside outside = new Outside();
        AppJvm app =
            AppJvm.locked(
                image.resolve("bin").resolve("java"), outside.connect(), "-m", MAIN, "hold")) {
      assertThat(app.line()).isEqualTo("inside");
      assertThat(outside.contenders("/zklocked/orders%2F1")).hasSize(1);
      app.proceed();
      assertThat(app.line()).isEqualTo("then 10");
      assertThat(app.lines()).containsExactlyElementsOf(seen(false));
      assertThat(app.log())
          .as("what the absence of java.management costs")
          .filteredOn(line -> line.contains("Exception") || line.contains("NoClassDef"))
          .singleElement()
          .asString()
          .contains("There are no meters of the locks, which work all the same");
    }
  }

  @ParameterizedTest
  @EnumSource
  void jvmThatLacksModuleIsToldWhichAndEnds(Jdk jdk) throws Exception {
    try (AppJvm app =
        AppJvm.locked(
            jdk,
            "memory",
            "--limit-modules",
            "java.base,java.instrument,java.logging",
            "-cp",
            Packed.shop().to(directory.resolve("shop.jar")),
            "io.zklocked.hosts.boot.Shop")) {
      assertThat(app.end()).isEqualTo(1);
      assertThat(app.log())
          .singleElement()
          .asString()
          .startsWith("zklocked: this JVM lacks modules that the agent needs")
          .contains("[java.security.sasl]");
    }
  }

  private Path shop(Path annotations) throws Exception {
    Path descriptor =
        Packed.moduleInfo(
            directory, "module shop { requires static io.zklocked.annotations; }", annotations);
    return Packed.shop().file("module-info.class", descriptor).to(directory.resolve("shop.jar"));
  }

  private static List<String> seen(boolean hasAnnotations) {
    String locked = hasAnnotations ? Proof.LOCKED : Proof.LOCKED_WITHOUT_ANNOTATIONS;
    return List.of(LOADER, "orders " + locked, "stock " + locked, "shelves " + locked);
  }
}
