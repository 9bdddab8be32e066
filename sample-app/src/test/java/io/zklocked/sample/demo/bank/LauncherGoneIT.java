package io.zklocked.sample.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.CommandLines;
import io.zklocked.sample.worker.LauncherLine;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker whose launcher goes away. */
@Timeout(60)
class LauncherGoneIT {

  private static final long PATIENCE_SECONDS = 20;

  private final Cleanup cleanup = new Cleanup();

  @AfterEach
  void cleanUp() {
    cleanup.close();
  }

  @Test
  void workerEndsWhenTheLineToItsLauncherBreaks() throws Exception {
    Database database = cleanup.add(Database.start());
    Process worker =
        new ProcessBuilder(
                new CommandLines(CommandLines.Locks.NONE, null)
                    .of(BankRun.WORKER, List.of("--launched", "yes", "--database", database.url())))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo(":ready");
      worker.getOutputStream().close();

      assertThat(worker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isEqualTo(LauncherLine.LAUNCHER_GONE);
    } finally {
      worker.destroyForcibly();
    }
  }
}
