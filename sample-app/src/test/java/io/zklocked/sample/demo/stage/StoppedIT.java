package io.zklocked.sample.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is stopped by a signal, and the launcher that stopped it. */
@Timeout(60)
class StoppedIT {

  private static final long PATIENCE_SECONDS = 20;
  private static final int KILLED = 128 + 9;

  private Process process;

  @BeforeEach
  void startAProcess() throws Exception {
    process = new ProcessBuilder("sleep", "100").start();
  }

  @AfterEach
  void endIt() {
    process.destroyForcibly();
  }

  @Test
  void stoppedProcessGoesOnWhenItIsTold() throws Exception {
    try (Stopped stopped = Stopped.stop(process.pid())) {
      awaitState("T");
      stopped.resume();
    }

    awaitState("S");
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void stoppedProcessDoesNotOutliveALauncherThatIsKilled() throws Exception {
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoppingProgram.class.getName(),
                String.valueOf(process.pid()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(launcher.inputReader().readLine()).isEqualTo("stopped");
      awaitState("T");
    } finally {
      launcher.destroyForcibly();
    }

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(KILLED);
  }

  @Test
  void processThatIsNotThereIsSaidSo() throws Exception {
    process.destroyForcibly().waitFor();

    assertThatThrownBy(() -> Stopped.stop(process.pid()))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining(String.valueOf(process.pid()));
  }

  /** A signal is sent before it is delivered. */
  private void awaitState(String begin) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String state = state();
    while (!state.startsWith(begin) && System.nanoTime() - deadline < 0) {
      state = state();
    }
    assertThat(state).startsWith(begin);
  }

  private String state() throws IOException {
    Process ps =
        new ProcessBuilder("ps", "-o", "stat=", "-p", String.valueOf(process.pid())).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
