package io.zklocked.sample.bank;

import io.zklocked.FencingToken;
import io.zklocked.ZkLocked;
import io.zklocked.sample.worker.Moment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The accounts as one process works on them: it reads a balance, thinks, and writes the new one.
 * Without a lock that loses updates, since READ COMMITTED lets another process read the same
 * balance meanwhile. The commit is inside the annotated method: the next holder of the lock must
 * find what this one wrote.
 *
 * <p>A method locks one account only. A method that took two locks, one inside the other, would
 * deadlock with a transfer in the opposite direction, unless both took them in one order. So a
 * transfer is a withdrawal and then a deposit (see {@link Teller}), each under the lock of its own
 * account; in between, the money is on its way. The total is exact when all transfers have ended.
 *
 * <p>A lock alone cannot keep out a process that is stopped inside and goes on when its lock is
 * somebody else's. The account does: it remembers the greatest fencing token that it was written
 * with, and is not written with a smaller one. Without a lock nobody fills the token in, and all
 * write with the same.
 *
 * <p>Confined to one thread, as its connection is.
 */
public class Accounts {

  private final Connection connection;
  private final Consumer<Moment> moments;

  /**
   * Works on a database.
   *
   * @param connection to the database; its transactions are committed here
   * @param moments told when an account is held and left; both are within the lock
   * @throws SQLException if the connection fails
   */
  public Accounts(Connection connection, Consumer<Moment> moments) throws SQLException {
    this.connection = connection;
    this.moments = moments;
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
  }

  /**
   * Takes money out of an account, which may be overdrawn.
   *
   * @param id the account
   * @param amount how much
   * @param think how long to think between reading and writing
   * @param token of the lock; filled in by it
   * @throws LateWriteException if the lock was lost meanwhile, and another holder has written
   * @throws SQLException if the database fails; nothing was written then
   */
  @ZkLocked("accounts/{id}")
  public void withdraw(int id, long amount, Duration think, @FencingToken long token)
      throws SQLException {
    book(id, -amount, think, token);
  }

  /**
   * Pays money into an account.
   *
   * @param id the account
   * @param amount how much
   * @param think how long to think between reading and writing
   * @param token of the lock; filled in by it
   * @throws LateWriteException if the lock was lost meanwhile, and another holder has written
   * @throws SQLException if the database fails; nothing was written then
   */
  @ZkLocked("accounts/{id}")
  public void deposit(int id, long amount, Duration think, @FencingToken long token)
      throws SQLException {
    book(id, amount, think, token);
  }

  private void book(int id, long change, Duration think, long token) throws SQLException {
    moments.accept(Moment.now(Moment.Kind.HOLDS, 0, "accounts/" + id));
    try {
      Account account = read(id);
      LockSupport.parkNanos(think.toNanos());
      write(account, change, token);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      moments.accept(Moment.now(Moment.Kind.LEAVES, 0, "accounts/" + id));
    }
  }

  private Account read(int id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT balance, version FROM account WHERE id = ?")) {
      select.setInt(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no account " + id);
        }
        return new Account(id, row.getLong(1), row.getLong(2));
      }
    }
  }

  private void write(Account account, long change, long token) throws SQLException {
    try (PreparedStatement update =
            connection.prepareStatement(
                "UPDATE account SET balance = ?, version = ?, fence = ?"
                    + " WHERE id = ? AND fence <= ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO movement (account, amount, fence) VALUES (?, ?, ?)")) {
      update.setLong(1, account.balance() + change);
      update.setLong(2, account.version() + 1);
      update.setLong(3, token);
      update.setInt(4, account.id());
      update.setLong(5, token);
      if (update.executeUpdate() == 0) {
        throw new LateWriteException(account.id(), token);
      }
      insert.setInt(1, account.id());
      insert.setLong(2, change);
      insert.setLong(3, token);
      insert.executeUpdate();
    }
  }

  private record Account(int id, long balance, long version) {}
}
