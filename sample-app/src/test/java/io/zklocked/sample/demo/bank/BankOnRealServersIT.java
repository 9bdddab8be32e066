package io.zklocked.sample.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.bank.Audit;
import io.zklocked.sample.bank.Books;
import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.CommandLines;
import io.zklocked.sample.demo.stage.CommandLines.Locks;
import io.zklocked.sample.demo.stage.Crew;
import io.zklocked.sample.demo.stage.Ensembles;
import io.zklocked.sample.demo.stage.ServerProcesses;
import io.zklocked.sample.demo.stage.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bank under the agent, on an ensemble of three server processes. */
@Timeout(120)
class BankOnRealServersIT {

  private static final int WORKERS = 3;
  private static final int TRANSFERS = 80;
  private static final long CALLS = 2L * TRANSFERS * WORKERS;
  private static final int ACCOUNTS = 4;

  private final Cleanup cleanup = new Cleanup();
  private final Tally tally = new Tally();
  @TempDir Path data;

  @AfterEach
  void cleanUp() {
    cleanup.close();
  }

  @Test
  void killedLeaderLosesNoUpdateAndStopsNobody() throws Exception {
    ServerProcesses servers = cleanup.add(ServerProcesses.start(data));
    Ensembles.awaitReady(servers.connect(), Duration.ofSeconds(60));
    Database database = cleanup.add(Database.start());
    Books.open(database.connection(), ACCOUNTS, 1_000_000);

    Crew crew = start(servers.connect(), database.url());
    crew.awaitReady();
    crew.go();
    long start = System.nanoTime();
    int killed = 0;
    long longestGap = 0;
    long progress = 0;
    long moved = start;
    while (!crew.await(Duration.ofMillis(5))) {
      long now = System.nanoTime();
      if (killed == 0 && tally.progress() >= CALLS / 2) {
        killed = servers.killLeader();
      }
      if (tally.progress() > progress) {
        longestGap = Math.max(longestGap, now - moved);
        progress = tally.progress();
        moved = now;
      }
    }
    Audit audit = Books.audit(database.connection());
    System.out.printf(
        "bank on three server processes, leader (server %d) killed half-way: %d calls in %.1f s,"
            + " %d lost updates, total %d of %d, %d calls refused and made again, %d locks lost;"
            + " the longest pause of all workers together was %.1f s%n",
        killed,
        audit.updates(),
        (System.nanoTime() - start) / 1e9,
        audit.lostUpdates(),
        audit.foundTotal(),
        audit.expectedTotal(),
        tally.sum("refused"),
        tally.sum("lost"),
        longestGap / 1e9);

    assertThat(killed).isPositive();
    assertThat(audit.exact()).isTrue();
    assertThat(audit.updates()).isEqualTo(CALLS);
    assertThat(tally.sum("booked")).isEqualTo(CALLS);
  }

  private Crew start(String connect, String url) throws Exception {
    CommandLines commands =
        new CommandLines(Locks.AGENT, "connect=" + connect + ",session-timeout=8s");
    return Crew.start(
        WORKERS,
        number ->
            commands.of(
                BankRun.WORKER,
                List.of(
                    "--launched",
                    "yes",
                    "--worker",
                    String.valueOf(number),
                    "--database",
                    url,
                    "--accounts",
                    String.valueOf(ACCOUNTS),
                    "--think-micros",
                    "3000",
                    "--transfers",
                    String.valueOf(TRANSFERS),
                    "--seed",
                    "1")),
        (number, line) -> {
          if (!line.startsWith(":moment ")) {
            tally.take(number, line.substring(1));
          }
        },
        cleanup);
  }
}
