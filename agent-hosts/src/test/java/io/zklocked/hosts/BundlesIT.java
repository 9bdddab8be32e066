package io.zklocked.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.hosts.app.Proof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bundles of OSGi without boot delegation. */
class BundlesIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"THIS,true", "THIS,false", "JDK_25,true", "JDK_25,false"})
  void bundleWithoutBootDelegationIsLockedAlsoWithoutThatOfTheAnnotations(
      Jdk jdk, boolean hasAnnotations) throws Exception {
    Path frame =
        new Packed().classes("", "io.zklocked.hosts.osgi").to(directory.resolve("frame.jar"));
    Path annotations =
        new Packed()
            .manifest("Bundle-ManifestVersion", "2")
            .manifest("Bundle-SymbolicName", "annotations")
            .manifest("Export-Package", "io.zklocked")
            .contents(Packed.annotations())
            .to(directory.resolve("annotations.jar"));
    Path shop =
        Packed.shop()
            .manifest("Bundle-ManifestVersion", "2")
            .manifest("Bundle-SymbolicName", "shop")
            .manifest("Bundle-Activator", "io.zklocked.hosts.bundle.ShopActivator")
            .manifest("Import-Package", "org.osgi.framework,io.zklocked;resolution:=optional")
            .classes("", "io.zklocked.hosts.bundle")
            .to(directory.resolve("shop.jar"));
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "-cp",
                AppJvm.path(frame, Packed.onClassPath("org.apache.felix.framework")),
                "io.zklocked.hosts.osgi.Frame",
                directory.resolve("cache")));
    if (hasAnnotations) {
      arguments.add(annotations);
    }
    arguments.add(shop);
    try (AppJvm app = AppJvm.locked(jdk, "memory", arguments.toArray())) {
      String locked = hasAnnotations ? Proof.LOCKED : Proof.LOCKED_WITHOUT_ANNOTATIONS;
      assertThat(app.lines())
          .containsExactly(
              "loader org.apache.felix.framework.BundleWiringImpl$BundleClassLoader",
              "orders " + locked,
              "stock " + locked,
              "shelves " + locked);
    }
  }
}
