package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that waits for long, under the agent in a JVM of its own. */
class WaitWarningIT {

  private static final String BOOKS =
      """
      import io.zklocked.*;

      public class Books {
        @ZkLocked("ledger/{year}") void open(int year) throws Exception {
          Thread waiter = new Thread(() -> {
            try {
              close(year);
            } catch (LockBusyException e) {
              System.out.println("busy");
            }
          }, "waiter");
          waiter.start();
          waiter.join();
        }

        @ZkLocked(value = "ledger/{year}", waitTime = "1s") void close(int year) {}

        public static void main(String[] arguments) throws Exception {
          new Books().open(2026);
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void waiterIsToldOfOnceWithItsMethodAndThatOfWhoHolds() throws Exception {
    List<String> warnings = warnings("wait-warning=200ms");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("WARN [waiter] thread 'waiter' has waited ")
        .contains(" ms for lock 'ledger/2026' (/zklocked/ledger%2F2026), in Books#close: held by")
        .containsPattern("host .*, pid [0-9]+, thread main, in Books#open, in line since 20");
  }

  @Test
  void nobodyIsToldOfWhoWaitsForLessThanTenSeconds() throws Exception {
    assertThat(warnings("shutdown-grace=1s")).isEmpty();
  }

  private List<String> warnings(String configuration) throws Exception {
    Forked.compile(directory, "Books", BOOKS);
    Outcome outcome =
        Forked.java(
            "-javaagent:" + Forked.AGENT + "=connect=memory," + configuration,
            "-cp",
            directory + File.pathSeparator + Forked.ANNOTATIONS,
            "Books");
    assertThat(outcome.exit()).as("%s", outcome.err()).isZero();
    assertThat(outcome.out()).containsExactly("busy");
    return outcome.err().stream().filter(line -> line.contains("has waited")).toList();
  }
}
