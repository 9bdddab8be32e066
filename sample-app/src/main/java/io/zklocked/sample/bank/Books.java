package io.zklocked.sample.bank;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
      statement.execute(
          "CREATE TABLE movement (number BIGINT GENERATED ALWAYS AS IDENTITY, account INT,"
              + " amount BIGINT, fence BIGINT DEFAULT 0)");
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

  /**
   * Goes through the tokens of each account's writes, in the order in which they were made.
   *
   * @param connection to the database
   * @return what was found, by account
   * @throws SQLException if the database fails
   */
  public static List<Fence> fences(Connection connection) throws SQLException {
    Map<Integer, Fence> fences = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT a.id, a.fence, m.fence FROM account a"
                    + " JOIN movement m ON m.account = a.id ORDER BY m.number")) {
      while (row.next()) {
        int id = row.getInt(1);
        long token = row.getLong(3);
        Fence before = fences.getOrDefault(id, new Fence(id, row.getLong(2), 0, 0));
        fences.put(
            id,
            new Fence(
                id,
                before.fence(),
                Math.max(before.greatest(), token),
                before.late() + (token < before.greatest() ? 1 : 0)));
      }
    }
    return List.copyOf(fences.values());
  }
}
