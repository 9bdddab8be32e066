package io.zklocked.springbank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two processes deposit into one account, each deposit in a transaction. Where the lock lies inside
 * of the transaction, as a lock does that is taken in the body, it is gone before the commit, and
 * deposits are lost; where it lies around, none is.
 */
class LostUpdatesIT {

  private static final int PROCESSES = 2;
  private static final int THREADS = 4;
  private static final int EACH = Integer.getInteger("zklocked.bank.deposits", 25);
  private static final int ALL = PROCESSES * THREADS * EACH;

  private static TestingServer server;
  private static SharedDatabase database;

  @BeforeAll
  static void start() throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    server = new TestingServer();
    database = SharedDatabase.start();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"READ_COMMITTED", "SERIALIZABLE"})
  void depositsAreLostWhereTheLockLiesInsideAndNoneWhereItLiesAround(String isolation)
      throws Exception {
    long outside = lost(isolation + " outside");
    long around = lost(isolation);
    System.out.printf(
        "[bank] %s: %d deposits; lost with the transaction outside of the lock %d, within it %d%n",
        isolation, ALL, outside, around);
    assertThat(outside).isPositive();
    assertThat(around).isZero();
  }

  private static long lost(String kind) throws Exception {
    List<BankJvm> processes = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(
            BankJvm.start(
                BankJvm.thisJdk(),
                server.getConnectString(),
                DepositProgram.class,
                database.url(),
                kind,
                kind,
                String.valueOf(THREADS),
                String.valueOf(EACH)));
      }
      for (BankJvm process : processes) {
        assertThat(process.line()).isEqualTo("ready");
      }
      for (BankJvm process : processes) {
        process.proceed();
      }
      for (BankJvm process : processes) {
        assertThat(process.lines()).containsExactly("deposited " + THREADS * EACH);
      }
    } finally {
      processes.forEach(BankJvm::close);
    }
    assertThat(database.rows(kind)).isEqualTo(ALL);
    return ALL - database.balance(kind);
  }
}
