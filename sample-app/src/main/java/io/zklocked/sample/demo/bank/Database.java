package io.zklocked.sample.demo.bank;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.tools.Server;

/** One H2 database in this process, served over TCP on the loopback interface. */
final class Database implements AutoCloseable {

  private static final String IN_MEMORY = "mem:bank";

  private final Connection connection;
  private final Server server;

  private Database(Connection connection, Server server) {
    this.connection = connection;
    this.server = server;
  }

  /** Starts the database; it lasts as long as the connection of this process. */
  static Database start() throws SQLException {
    System.setProperty("h2.bindAddress", "127.0.0.1");
    Connection connection = DriverManager.getConnection("jdbc:h2:" + IN_MEMORY);
    Server server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
    return new Database(connection, server);
  }

  /** Of this process, in auto-commit mode. */
  Connection connection() {
    return connection;
  }

  /** For the workers. */
  String url() {
    return "jdbc:h2:tcp://127.0.0.1:%d/%s;LOCK_TIMEOUT=20000"
        .formatted(server.getPort(), IN_MEMORY);
  }

  @Override
  public void close() throws SQLException {
    server.stop();
    connection.close();
  }
}
