package io.zklocked.springbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Test;

/** The session of a lock ends on the server, just before the commit and just after it. */
class CommitIT {

  private static final String ENDING = "end the session of ";

  @Test
  void transactionWhoseLockIsLostIsRolledBackAndOneThatWasCommittedSaysSo() throws Exception {
    check(BankJvm.thisJdk());
  }

  @Test
  void theSameOnJdk25() throws Exception {
    Optional<Path> java = BankJvm.jdk25();
    assumeTrue(java.isPresent(), "there is no JDK 25: set JDK25_HOME");
    check(java.get());
  }

  private static void check(Path java) throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    try (TestingServer server = new TestingServer();
        Sessions sessions = new Sessions(server.getConnectString());
        SharedDatabase database = SharedDatabase.start();
        BankJvm bank =
            BankJvm.start(java, server.getConnectString(), CommitProgram.class, database.url())) {
      List<String> outcomes = new ArrayList<>();
      while (outcomes.size() < 6) {
        String line = bank.line();
        if (line.startsWith(ENDING)) {
          sessions.endOfHolder(line.substring(ENDING.length()));
          bank.proceed();
        } else {
          outcomes.add(line);
        }
      }
      assertThat(outcomes)
          .containsExactly(
              "undisturbed: returned, rows 1",
              "before: SESSION_EXPIRED, committed false, 0, rows 0",
              "after: SESSION_EXPIRED, committed true, 0, rows 1",
              "inside: SESSION_EXPIRED, committed false, 0, rows 0",
              "late: SESSION_EXPIRED, committed false, 0, rows 0",
              "late after: SESSION_EXPIRED, committed true, 0, rows 1");
      assertThat(database.rows("before")).isZero();
      assertThat(database.rows("inside")).isZero();
      assertThat(database.rows("late")).isZero();
      assertThat(bank.lines()).isEmpty();
    }
  }
}
