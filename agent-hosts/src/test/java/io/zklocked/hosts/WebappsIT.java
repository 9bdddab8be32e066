package io.zklocked.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.hosts.app.Proof;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Webapps in one Tomcat, with locks on a server. */
class WebappsIT {

  private static final int DEPLOYMENTS = Integer.getInteger("zklocked.hosts.deployments", 50);

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void webappsWithTheSameClassesAreLockedAndLeaveNothingWhenTheyGo(Jdk jdk) throws Exception {
    Path container =
        new Packed().classes("", "io.zklocked.hosts.web").to(directory.resolve("container.jar"));
    Path webapp = Files.createDirectories(directory.resolve("webapp"));
    Path libraries = webapp.resolve("WEB-INF").resolve("lib");
    Packed.shop()
        .classes("", "io.zklocked.hosts.webapp")
        .contents(Packed.annotations())
        .to(libraries.resolve("shop.jar"));
    Path rules =
        Files.writeString(
            directory.resolve("locks.rules"),
            """
            @ZkLocked orders/{id} -> wait-time=0
            io.zklocked.hosts.app.Orders+#ship -> also/{0}
            """);
    try (Outside outside = new Outside();
        AppJvm app =
            AppJvm.locked(
                jdk,
                outside.connect() + ",rules=" + rules,
                "-cp",
                AppJvm.path(container, AppJvm.path(Packed.startingWith("tomcat-"))),
                "io.zklocked.hosts.web.Container",
                directory.resolve("base"),
                webapp,
                DEPLOYMENTS)) {
      String proof = "orders " + Proof.LOCKED + "; stock " + Proof.LOCKED;
      assertThat(app.lines())
          .containsExactly(
              "first: " + proof,
              "second: " + proof,
              "between: busy (own)",
              "and back: busy (own)",
              "two loaders: true",
              "again: " + proof,
              "loaders after " + DEPLOYMENTS + ": 1");
    }
  }
}
