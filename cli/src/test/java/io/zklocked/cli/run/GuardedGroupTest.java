package io.zklocked.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zklocked.cli.Spawned;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands behind a guard, without a lock. */
@Timeout(60)
class GuardedGroupTest {

  private static final Duration RARELY = Duration.ofSeconds(100);
  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final Duration KILL_AFTER = Duration.ofMillis(100);

  @TempDir private Path directory;

  @BeforeEach
  void look() {
    assumeTrue(GuardedGroup.isPossible(), "there is no /proc, or no setsid");
  }

  private GuardedGroup start(Duration tick, String script) throws IOException {
    return GuardedGroup.start(
        List.of("sh", "-c", script, sign().toString()), Map.of(), KILL_AFTER, tick);
  }

  private Path sign() {
    return directory.resolve("sign");
  }

  private long signs() {
    return sign().toFile().length();
  }

  @Test
  void commandBeginsWhenItIsTold() throws Exception {
    try (GuardedGroup group = start(RARELY, "echo begun >\"$0\"; exit 3")) {
      assertThat(group.isHeldBack()).isTrue();
      group.begin();
      assertThat(group.isHeldBack()).isFalse();
      assertThat(group.exit().get(30, TimeUnit.SECONDS)).isEqualTo(3);
      assertThat(sign()).hasContent("begun");
      assertThat(group.left()).isEmpty();
    }
  }

  @Test
  void commandThatIsNotToldToBeginIsEndedBeforeItsFirstLine() throws Exception {
    GuardedGroup group = start(RARELY, "echo begun >\"$0\"");
    assertThat(group.left()).hasSize(1);
    group.close();
    assertThat(group.exit().get(30, TimeUnit.SECONDS)).isNotZero();
    Spawned.eventually("nothing is left", () -> group.left().isEmpty());
    assertThat(sign()).doesNotExist();
  }

  @Test
  void groupOfWhichNothingIsHeardIsStoppedUntilItIsHeardOfAgain() throws Exception {
    try (GuardedGroup group =
        start(OFTEN, "sleep 100 & while :; do echo >>\"$0\"; sleep 0.02; done")) {
      group.begin();
      Spawned.eventually("it begins", () -> attended(group) && signs() > 0);
      Spawned.eventually("it is stopped", group::isStopped);
      long before = signs();
      Spawned.eventually("it goes on", () -> attended(group) && signs() > before);
      Spawned.eventually("it is stopped again", group::isStopped);
      group.signal(Signal.KILL);
      assertThat(group.exit().get(30, TimeUnit.SECONDS)).isEqualTo(137);
      Spawned.eventually("nothing is left", () -> group.left().isEmpty());
    }
  }

  private static boolean attended(GuardedGroup group) {
    group.attend();
    return true;
  }

  @Test
  void groupThatIsAskedToEndIsLeftItsTime() throws Exception {
    try (GuardedGroup group =
        start(
            OFTEN,
            "trap 'sleep 1; echo cleaned >\"$0\"; exit 5' TERM; echo up >\"$0\"; while :; do sleep"
                + " 0.02; done")) {
      group.begin();
      Spawned.eventually("it is up", () -> attended(group) && signs() > 0);
      group.askToEnd();
      Spawned.eventually(
          "it has ended",
          () -> {
            group.beat();
            return group.exit().isDone();
          });
      assertThat(group.exit().get(30, TimeUnit.SECONDS)).isEqualTo(5);
      assertThat(sign()).hasContent("cleaned");
    }
  }

  @Test
  void groupThatIsAskedToEndIsKilledOnceNobodySeesToIt() throws Exception {
    try (GuardedGroup group =
        start(OFTEN, "trap '' TERM; echo up >\"$0\"; while :; do sleep 0.02; done")) {
      group.begin();
      Spawned.eventually("it is up", () -> attended(group) && signs() > 0);
      group.askToEnd();
      assertThat(group.exit().get(30, TimeUnit.SECONDS)).isEqualTo(137);
      Spawned.eventually("nothing is left", () -> group.left().isEmpty());
    }
  }

  @Test
  void groupThatHasStoppedItselfHearsThatItIsToEnd() throws Exception {
    try (GuardedGroup group = start(RARELY, "kill -s STOP $$; echo \"went on\" >\"$0\"")) {
      group.begin();
      Spawned.eventually("it is stopped", () -> attended(group) && group.isStopped());
      group.signal(Signal.TERM);
      assertThat(group.exit().get(30, TimeUnit.SECONDS)).isEqualTo(143);
      assertThat(sign()).doesNotExist();
    }
  }

  @Test
  void groupThatIsLetGoWhileItRunsIsEndedByItsGuard() throws Exception {
    GuardedGroup group =
        start(RARELY, "trap '' TERM; echo up >\"$0\"; while :; do sleep 0.02; done");
    group.begin();
    Spawned.eventually("it is up", () -> signs() > 0);
    group.close();
    Spawned.eventually("nothing is left", () -> group.left().isEmpty());
  }

  @Test
  void guardSignalsNoProcessThatIsNoGroup() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "100").start();
    try (NamedPipe orders = NamedPipe.open();
        NamedPipe reports = NamedPipe.open();
        NamedPipe starter = NamedPipe.open()) {
      Process guard =
          new ProcessBuilder(
                  "setsid",
                  "sh",
                  "-c",
                  script(),
                  "guard",
                  orders.path(),
                  reports.path(),
                  starter.path(),
                  "apart",
                  "1",
                  "100",
                  "0",
                  "true")
              .start();
      String group =
          Objects.requireNonNull(
              new BufferedReader(new InputStreamReader(reports.read(), UTF_8)).readLine());
      orders.write("group " + bystander.pid());
      orders.write("KILL");
      orders.write("group " + group);
      orders.write("KILL");
      assertThat(guard.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(guard.exitValue()).isEqualTo(137);
      ProcessTable.Row row = new ProcessTable().find(bystander.pid());
      assertThat(row).isNotNull().extracting(ProcessTable.Row::isOver).isEqualTo(false);
      orders.write("over");
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void guardThatReportsNothingIsNotWaitedForWithoutEnd() throws Exception {
    Process silent = new ProcessBuilder("sleep", "100").start();
    try (NamedPipe reports = NamedPipe.open()) {
      assertThatThrownBy(() -> GuardedGroup.reported(reports, silent, Duration.ofSeconds(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has not started it within 1 s");
    } finally {
      silent.destroyForcibly();
    }
  }

  private static String script() throws Exception {
    return Files.readString(
        Path.of(
            Objects.requireNonNull(GuardedGroup.class.getResource("guard.sh"), "guard.sh")
                .toURI()));
  }
}
