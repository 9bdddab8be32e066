package io.zklocked.springbank;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.tools.Server;

/** One H2 database in this process, served over TCP to the processes of the bank. */
final class SharedDatabase implements AutoCloseable {

  private static final String IN_MEMORY = "mem:bank";

  private final Connection connection;
  private final Server server;

  private SharedDatabase(Connection connection, Server server) {
    this.connection = connection;
    this.server = server;
  }

  /** Starts it with the table of the ledger; it lasts as long as it is open. */
  static SharedDatabase start() throws SQLException {
    System.setProperty("h2.bindAddress", "127.0.0.1");
    Connection connection = DriverManager.getConnection("jdbc:h2:" + IN_MEMORY, "sa", "");
    try (var statement = connection.createStatement()) {
      statement.execute("create table entry (account varchar(99), balance bigint)");
      statement.execute("create index entries on entry (account)");
    }
    return new SharedDatabase(
        connection, Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start());
  }

  String url() {
    return "jdbc:h2:tcp://127.0.0.1:%d/%s;LOCK_TIMEOUT=20000"
        .formatted(server.getPort(), IN_MEMORY);
  }

  /** The balance of an account: how many deposits have not been lost. */
  long balance(String account) throws SQLException {
    return number("select coalesce(max(balance), 0) from entry where account = ?", account);
  }

  long rows(String account) throws SQLException {
    return number("select count(*) from entry where account = ?", account);
  }

  private long number(String query, String account) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, account);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    server.stop();
    connection.close();
  }
}
