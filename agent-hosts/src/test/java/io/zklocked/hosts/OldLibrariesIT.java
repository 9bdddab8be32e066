package io.zklocked.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.hosts.app.Proof;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application that brings ZooKeeper 3.5, Curator 4, an old Netty, slf4j 1.7 and Logback. */
class OldLibrariesIT {

  private static final String LOGGING =
      """
      <configuration>
        <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>[%logger] %msg%n</pattern></encoder>
        </appender>
        <root level="WARN"><appender-ref ref="OUT"/></root>
      </configuration>
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void applicationWithItsOwnOldZooKeeperIsLockedBesideIt(Jdk jdk) throws Exception {
    Path shop =
        Packed.shop()
            .classes("", "io.zklocked.hosts.old")
            .text("logback.xml", LOGGING)
            .to(directory.resolve("shop.jar"));
    try (Outside outside = new Outside();
        AppJvm app =
            AppJvm.locked(
                jdk,
                outside.connect(),
                // What the application sets for its own client must not reach the agent's.
                "-Dzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNetty",
                "-Dzookeeper.request.timeout=4321",
                "-cp",
                AppJvm.path(shop, Packed.annotations(), AppJvm.path(Packed.old())),
                "io.zklocked.hosts.old.Keeper",
                outside.connect())) {
      assertThat(app.line()).isEqualTo("[io.zklocked.hosts.old.Keeper] my own log");
      assertThat(app.line()).isEqualTo("own lock inside: false");
      String session = app.line();
      assertThat(session)
          .startsWith("own session: " + Long.toHexString(outside.owner("/own")) + " ")
          .contains("zookeeper-3.5.", "curator-framework-4.", "netty-all-4.1.50", "slf4j-api-1.7.");
      List<String> contenders = outside.contenders("/zklocked/orders%2F1");
      assertThat(contenders).hasSize(1);
      assertThat(outside.owner("/zklocked/orders%2F1/" + contenders.get(0)))
          .as("the agent's session")
          .isNotZero()
          .isNotEqualTo(outside.owner("/own"));
      app.proceed();
      assertThat(app.lines())
          .containsExactly(
              "then 10",
              Proof.LOCKED,
              "own lock outside: true",
              "own node: true",
              "changed properties: []",
              "loggers: ch.qos.logback.classic.LoggerContext",
              "own logging of the agent: 0",
              "threads: {own=1, zklocked=1}");
      assertThat(app.log())
          .as("what the agent says is on standard error")
          .filteredOn(line -> line.startsWith("zklocked"))
          .isNotEmpty();
    }
  }
}
