package io.zklocked.sample.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {

  private static final String URL = "jdbc:h2:mem:audit";

  private Connection connection;

  @BeforeEach
  void openBooks() throws SQLException {
    connection = DriverManager.getConnection(URL);
    Books.open(connection, 2, 1_000);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void newBooksAreExact() throws SQLException {
    Audit audit = Books.audit(connection);

    assertThat(audit.accounts()).hasSize(2);
    assertThat(audit.updates()).isZero();
    assertThat(audit.lostUpdates()).isZero();
    assertThat(audit.expectedTotal()).isEqualTo(2_000);
    assertThat(audit.foundTotal()).isEqualTo(2_000);
    assertThat(audit.exact()).isTrue();
  }

  @Test
  void transfersOneAfterTheOtherLoseNothing() throws SQLException {
    try (Connection own = DriverManager.getConnection(URL)) {
      Accounts accounts = new Accounts(own, moment -> {});
      accounts.withdraw(0, 300, Duration.ZERO, 0);
      accounts.deposit(1, 300, Duration.ZERO, 0);
      accounts.withdraw(1, 50, Duration.ZERO, 0);
      accounts.deposit(0, 50, Duration.ZERO, 0);
    }

    Audit audit = Books.audit(connection);
    assertThat(audit.updates()).isEqualTo(4);
    assertThat(audit.lostUpdates()).isZero();
    assertThat(audit.accounts()).extracting(Audit.Account::balance).containsExactly(750L, 1_250L);
    assertThat(audit.exact()).isTrue();
  }

  @Test
  void halfDoneTransferIsNotExactThoughNothingIsLost() throws SQLException {
    try (Connection own = DriverManager.getConnection(URL)) {
      new Accounts(own, moment -> {}).withdraw(0, 300, Duration.ZERO, 0);
    }

    Audit audit = Books.audit(connection);
    assertThat(audit.lostUpdates()).isZero();
    assertThat(audit.foundTotal()).isEqualTo(1_700);
    assertThat(audit.exact()).isFalse();
  }

  /** The history: A and B read version 0; B writes; C reads and writes; A writes over both. */
  @Test
  void staleWriteThatBuriesTwoUpdatesCountsTwo() throws SQLException {
    book(0, 1_000 + 20, 1, 20);
    book(0, 1_020 + 3, 2, 3);
    book(0, 1_000 + 100, 1, 100);

    Audit audit = Books.audit(connection);
    assertThat(audit.updates()).isEqualTo(3);
    assertThat(audit.lostUpdates()).isEqualTo(2);
    assertThat(audit.accounts().get(0).expected()).isEqualTo(1_123);
    assertThat(audit.accounts().get(0).balance()).isEqualTo(1_100);
    assertThat(audit.exact()).isFalse();
  }

  @Test
  void lostUpdatesThatCancelOutAreStillNotExact() throws SQLException {
    book(0, 1_010, 1, 10);
    book(0, 1_010, 1, 10);
    book(1, 990, 1, -10);
    book(1, 990, 1, -10);

    Audit audit = Books.audit(connection);
    assertThat(audit.foundTotal()).isEqualTo(audit.expectedTotal());
    assertThat(audit.lostUpdates()).isEqualTo(2);
    assertThat(audit.exact()).isFalse();
  }

  @Test
  void updateOfAMissingAccountWritesNothing() throws SQLException {
    try (Connection own = DriverManager.getConnection(URL)) {
      Accounts accounts = new Accounts(own, moment -> {});

      assertThatThrownBy(() -> accounts.deposit(7, 1, Duration.ZERO, 0))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("no account 7");
    }
    assertThat(Books.audit(connection).updates()).isZero();
  }

  @Test
  void accountIsNotWrittenWithASmallerTokenThanItHasSeen() throws SQLException {
    try (Connection own = DriverManager.getConnection(URL)) {
      Accounts accounts = new Accounts(own, moment -> {});
      accounts.deposit(0, 10, Duration.ZERO, 9);
      accounts.deposit(0, 20, Duration.ZERO, 9);
      assertThatThrownBy(() -> accounts.withdraw(0, 5, Duration.ZERO, 8))
          .isInstanceOf(LateWriteException.class)
          .hasMessage("account 0 was written under a later lock than that with token 8");
      accounts.deposit(0, 40, Duration.ZERO, 10);
    }
    Audit audit = Books.audit(connection);
    assertThat(audit.updates()).isEqualTo(3);
    assertThat(audit.accounts().get(0).balance()).isEqualTo(1_070);
    assertThat(audit.lostUpdates()).isZero();
  }

  private void book(int account, long balance, long version, long amount) throws SQLException {
    try (PreparedStatement update =
            connection.prepareStatement(
                "UPDATE account SET balance = ?, version = ? WHERE id = ?");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO movement (account, amount) VALUES (?, ?)")) {
      update.setLong(1, balance);
      update.setLong(2, version);
      update.setInt(3, account);
      update.executeUpdate();
      insert.setInt(1, account);
      insert.setLong(2, amount);
      insert.executeUpdate();
    }
  }
}
