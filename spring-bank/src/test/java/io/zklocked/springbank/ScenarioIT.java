package io.zklocked.springbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Test;

/** Where the lock lies, for transactions of all kinds: {@link ScenarioProgram} tells it. */
class ScenarioIT {

  private static final String FROZEN =
      " was active before, and with the isolation REPEATABLE_READ it goes on reading what it saw"
          + " before the lock. ";

  @Test
  void lockLiesAroundTransactionsAndLastsUntilTheyEnd() throws Exception {
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
        BankJvm bank = BankJvm.start(java, server.getConnectString(), ScenarioProgram.class)) {
      List<String> lines = bank.lines();
      lines.forEach(line -> System.out.println("[bank] " + line));
      assertThat(lines).filteredOn(line -> !line.contains("is ")).containsExactlyElementsOf(PLAIN);
      assertThat(of("repeatable", lines))
          .startsWith("Lock 'late/repeatable' of Ledger#depositLate is refused: ")
          .contains("the transaction of " + Teller.class.getName() + ".serveRepeatably" + FROZEN)
          .contains("REQUIRES_NEW")
          .contains("releaseAt = EXIT");
      assertThat(of("repeatable by default", lines)).contains("without a name" + FROZEN);
      assertThat(of("transaction without", lines))
          .startsWith("Ledger#depositInTransaction is to keep its lock")
          .contains("none is active");
      assertThat(of("many", lines))
          .startsWith("100 Lock 'late/many100' of Ledger#depositLate is refused: ")
          .contains("has taken 100 locks already");
      assertThat(of("reactive", lines))
          .startsWith(Ledger.class.getName() + "#depositReactively is locked and transactional")
          .contains("locks do not follow reactive transactions");
      checkWarnings(bank.log());
    }
  }

  private static final List<String> PLAIN =
      List.of(
          "own: begin false, commit false, committed false, then true, balance 1",
          "jdk proxy: begin false, body false, then true",
          "rollback: the body's own 0, true, balance 0",
          "outer: within false, committed false, then true, balance 2",
          "outer: within false, committed false, then true, balance 4",
          "outer rollback: the teller's own, true, balance 0",
          "template: within false, then true",
          "repeatable: true, balance 0",
          "repeatable at exit: within true, balance 1",
          "alone: begin false, within true, balance 1",
          "covered: true, balance 1",
          "transaction: balance 1",
          "many: true true 0",
          "joint: begin false false, then true true",
          "stage: same true, pending false, complete true",
          "reactive: 0, balance 0",
          "skip: Optional.empty 0",
          "fallback: noted fallback true true, deposited, 2",
          "busy: accounts/busy 0");

  private static String of(String scenario, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(scenario + ": ") && line.contains("is "))
        .map(line -> line.substring(scenario.length() + 2))
        .findFirst()
        .orElseThrow();
  }

  /** One of each template, which names both methods. */
  private static void checkWarnings(List<String> log) {
    List<String> warnings =
        log.stream()
            .filter(line -> line.contains(" WARN ") && line.contains("transaction: "))
            .toList();
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .contains("Ledger#depositLate takes lock 'late/{account}' within the transaction of ")
        .contains(Teller.class.getName() + ".serve, which was active before")
        .contains("it keeps the lock until it ends");
    assertThat(warnings.get(1))
        .contains("Ledger#deposit takes lock 'accounts/{account}' within a transaction without");
  }
}
