package io.zklocked.sample.bank;

import io.zklocked.ZkLocked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A worker of the bank that makes one withdrawal, stops before it writes until it is told to go on,
 * and says what it does, with microseconds since 1970. Its arguments: the database, and whether it
 * compares tokens.
 */
public final class BookingProgram {

  private static final BufferedReader IN =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private static final long AMOUNT = 100;

  private BookingProgram() {}

  /** Withdraws once. */
  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection(args[0])) {
      Connection halting = halting(connection);
      if (args[1].equals("fenced")) {
        new Accounts(halting, moment -> {}).withdraw(0, AMOUNT, Duration.ZERO, 0);
      } else {
        new PlainAccounts(halting).withdraw(0, AMOUNT);
      }
      say("booked");
    } catch (RuntimeException | SQLException e) {
      System.err.println(e + ", " + java.util.Arrays.asList(e.getSuppressed()));
      say(e.getClass().getSimpleName());
    }
  }

  /** A connection that waits before it updates. */
  private static Connection halting(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            BookingProgram.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (arguments != null && String.valueOf(arguments[0]).startsWith("UPDATE")) {
                say("writing");
                awaitLine();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void awaitLine() {
    try {
      IN.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(String what) {
    System.out.println(what + " " + ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
  }

  /** The accounts of a bank that trusts its locks. */
  static class PlainAccounts {

    private final Connection connection;

    PlainAccounts(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    @ZkLocked("accounts/{id}")
    void withdraw(int id, long amount) throws SQLException {
      long balance;
      long version;
      try (PreparedStatement select =
          connection.prepareStatement("SELECT balance, version FROM account WHERE id = ?")) {
        select.setInt(1, id);
        try (ResultSet row = select.executeQuery()) {
          row.next();
          balance = row.getLong(1);
          version = row.getLong(2);
        }
      }
      try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE account SET balance = ?, version = ? WHERE id = ?");
          PreparedStatement insert =
              connection.prepareStatement("INSERT INTO movement (account, amount) VALUES (?, ?)")) {
        update.setLong(1, balance - amount);
        update.setLong(2, version + 1);
        update.setInt(3, id);
        update.executeUpdate();
        insert.setInt(1, id);
        insert.setLong(2, -amount);
        insert.executeUpdate();
      }
      connection.commit();
    }
  }
}
