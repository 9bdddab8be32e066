package io.zklocked.sample.bank;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Opens the books of the bank, and audits them when all work is done. */
public final class Books {

  private Books() {}

  /**
   * Opens new accounts and forgets the old ones.
   *
   * @param connection to the database
   * @param accounts how many, numbered from 0
   * @param opening the balance of each
   * @throws SQLException if the database fails
   */
  public static void open(Connection connection, int accounts, long opening) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS movement, account");
      statement.execute(
          "CREATE TABLE account (id INT PRIMARY KEY, opening BIGINT, balance BIGINT,"
              + " version BIGINT, fence BIGINT)");
      statement.execute("CREATE TABLE movement (account INT, amount BIGINT)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO account VALUES (?, ?, ?, 0, 0)")) {
      for (int id = 0; id < accounts; id++) {
        insert.setInt(1, id);
        insert.setLong(2, opening);
        insert.setLong(3, opening);
        insert.executeUpdate();
      }
    }
  }

  /**
   * Compares the accounts with the movements. Each update writes a movement in its own transaction,
   * so the movements say what was meant even where the balance has lost it.
   *
   * @param connection to the database
   * @return what was found
   * @throws SQLException if the database fails
   */
  public static Audit audit(Connection connection) throws SQLException {
    List<Audit.Account> accounts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT a.id, a.opening, a.balance, a.version, COUNT(m.amount),"
                    + " COALESCE(SUM(m.amount), 0) FROM account a"
                    + " LEFT JOIN movement m ON m.account = a.id"
                    + " GROUP BY a.id, a.opening, a.balance, a.version ORDER BY a.id")) {
      while (row.next()) {
        accounts.add(
            new Audit.Account(
                row.getInt(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6)));
      }
    }
    return new Audit(accounts);
  }
}
