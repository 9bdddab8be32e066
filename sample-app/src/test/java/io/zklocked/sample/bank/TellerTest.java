package io.zklocked.sample.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockLostException;
import io.zklocked.LockUnavailableException;
import io.zklocked.sample.worker.Workload;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TellerTest {

  private static final String URL = "jdbc:h2:mem:teller";

  private Connection books;
  private Connection own;

  @BeforeEach
  void openBooks() throws SQLException {
    books = DriverManager.getConnection(URL);
    Books.open(books, 4, 1_000);
    own = DriverManager.getConnection(URL);
  }

  @AfterEach
  void close() throws SQLException {
    own.close();
    books.close();
  }

  @Test
  void sameSeedGivesTheSameTransfers() throws SQLException {
    assertThat(sequence(7)).isEqualTo(sequence(7)).isNotEqualTo(sequence(8)).hasSize(40);
  }

  @Test
  void refusedCallIsMadeAgainAndBookedOnce() throws SQLException {
    FailingAccounts accounts = new FailingAccounts(own);
    accounts.before.add(LockUnavailableException.of(Map.of("message", "no ensemble")));
    Teller teller = teller(accounts);

    teller.work(Workload.pieces(1), done -> {});

    assertThat(teller.booked()).isEqualTo(2);
    assertThat(teller.refused()).isEqualTo(1);
    assertThat(Books.audit(books).updates()).isEqualTo(2);
    assertThat(Books.audit(books).exact()).isTrue();
  }

  @Test
  void callWhoseLockWasLostIsNotMadeAgainSinceItsCommitStands() throws SQLException {
    FailingAccounts accounts = new FailingAccounts(own);
    accounts.after.add(LockLostException.of(Map.of("message", "session ended")));
    Teller teller = teller(accounts);

    teller.work(Workload.pieces(1), done -> {});

    assertThat(teller.booked()).isEqualTo(2);
    assertThat(teller.lost()).isEqualTo(1);
    assertThat(Books.audit(books).updates()).isEqualTo(2);
    assertThat(Books.audit(books).exact()).isTrue();
  }

  @Test
  void lateWriteThatTheAccountRefusesIsMadeAgain() throws SQLException {
    LateAccounts accounts = new LateAccounts(own);
    Teller teller = teller(accounts);

    teller.work(Workload.pieces(1), done -> {});

    assertThat(teller.booked()).isEqualTo(2);
    assertThat(teller.refused()).isEqualTo(1);
    assertThat(Books.audit(books).updates()).isEqualTo(2);
    assertThat(Books.audit(books).exact()).isTrue();
  }

  @Test
  void tellerGivesUpAfterThreeRefusalsInARow() throws SQLException {
    FailingAccounts accounts = new FailingAccounts(own);
    for (int i = 0; i < 3; i++) {
      accounts.before.add(LockUnavailableException.of(Map.of("message", "no ensemble")));
    }
    Teller teller = teller(accounts);

    assertThatThrownBy(() -> teller.work(Workload.pieces(1), done -> {}))
        .isInstanceOf(LockUnavailableException.class)
        .hasMessage("no ensemble");
    assertThat(Books.audit(books).updates()).isZero();
  }

  private List<String> sequence(long seed) throws SQLException {
    List<String> calls = new ArrayList<>();
    Accounts recording =
        new Accounts(own, moment -> {}) {
          @Override
          public void withdraw(int id, long amount, Duration think, long token) {
            calls.add(id + " -" + amount + " " + think);
          }

          @Override
          public void deposit(int id, long amount, Duration think, long token) {
            calls.add(id + " +" + amount + " " + think);
          }
        };
    new Teller(recording, 4, Duration.ofMillis(4), seed, moment -> {})
        .work(Workload.pieces(20), done -> {});
    return calls;
  }

  private static Teller teller(Accounts accounts) {
    return new Teller(accounts, 4, Duration.ZERO, 1, moment -> {});
  }

  /** The first withdrawal comes too late. */
  private static final class LateAccounts extends Accounts {
    private boolean isLate = true;

    LateAccounts(Connection connection) throws SQLException {
      super(connection, moment -> {});
    }

    @Override
    public void withdraw(int id, long amount, Duration think, long token) throws SQLException {
      if (isLate) {
        isLate = false;
        throw new LateWriteException(id, token);
      }
      super.withdraw(id, amount, think, token);
    }
  }

  /** Fails as a lock does: before the body, or after it. */
  private static final class FailingAccounts extends Accounts {
    final Deque<RuntimeException> before = new ArrayDeque<>();
    final Deque<RuntimeException> after = new ArrayDeque<>();

    FailingAccounts(Connection connection) throws SQLException {
      super(connection, moment -> {});
    }

    @Override
    public void withdraw(int id, long amount, Duration think, long token) throws SQLException {
      throwNext(before);
      super.withdraw(id, amount, think, token);
      throwNext(after);
    }

    private static void throwNext(Deque<RuntimeException> failures) {
      RuntimeException next = failures.poll();
      if (next != null) {
        throw next;
      }
    }
  }
}
