package io.zklocked.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With the module and the agent in one JVM, the agent locks and the module stays out. */
class GuiceUnderAgentIT {

  @Test
  void callIsLockedOnceByTheAgent() throws Exception {
    Path logs = Path.of("target", "contract").toAbsolutePath();
    Launch launch =
        new Launch(
            Jdks.thisOne(),
            Way.AGENT,
            "connect=memory",
            Path.of("target", "zklocked-agent.jar").toAbsolutePath(),
            System.getProperty("java.class.path"),
            logs);
    ProcessBuilder builder = launch.of(GuiceUnderAgent.class);
    Path out = logs.resolve("guice-under-agent.out");
    Process process = builder.redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readAllLines(out, StandardCharsets.UTF_8))
        .as("printed; errors are in " + logs)
        .containsSequence("class: Annotated", "locked: contract/key", "private: contract/key");
  }
}
