package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.apache.zookeeper.server.ContainerManager;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.RequestProcessor;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two JVMs under the agent, at a real server, of which each nests its locks in one order only. What
 * they print is printed after {@code [orders]}.
 */
@Timeout(180)
class NeighbourOrdersIT {

  private static final String CLERK =
      """
      import io.zklocked.*;
      import java.io.*;
      import java.nio.charset.StandardCharsets;

      public class Clerk {
        static final BufferedReader COMMANDS = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

        @ZkLocked("orders/{id}") void order(long id, long item, boolean meets) throws IOException { hold(meets); reserve(item); }
        @ZkLocked(value = "stock/{item}", waitTime = "3s") void reserve(long item) { }
        @ZkLocked("stock/{item}") void restock(long item, long id, boolean meets) throws IOException { hold(meets); notice(id); }
        @ZkLocked(value = "orders/{id}", waitTime = "3s") void notice(long id) { }
        @ZkLocked("accounts/{from}") void transfer(long from, long to) { deposit(to); }
        @ZkLocked("accounts/{to}") void deposit(long to) { }

        static void hold(boolean meets) throws IOException {
          if (meets) { System.out.println("holds"); COMMANDS.readLine(); }
        }

        public static void main(String[] arguments) throws Exception {
          Clerk clerk = new Clerk();
          for (String line = COMMANDS.readLine(); line != null; line = COMMANDS.readLine()) {
            String[] words = line.split(" ");
            long first = Long.parseLong(words[1]);
            long second = Long.parseLong(words[2]);
            try {
              switch (words[0]) {
                case "order" -> clerk.order(first, second, false);
                case "restock" -> clerk.restock(first, second, false);
                case "transfer" -> clerk.transfer(first, second);
                case "meet-order" -> clerk.order(first, second, true);
                default -> clerk.restock(first, second, true);
              }
              System.out.println("did");
            } catch (LockBusyException e) {
              System.out.println("busy");
            } catch (LockOrderException e) {
              System.out.println("refused " + e.path() + " own " + (e.getClass().getClassLoader() == Clerk.class.getClassLoader()));
              e.printStackTrace();
            }
          }
        }
      }
      """;

  @TempDir private static Path directory;

  private ZooKeeperServer server;
  private ServerCnxnFactory entrance;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    Forked.compile(directory, "Clerk", CLERK);
    server = new ZooKeeperServer(data.toFile(), data.toFile(), 500);
    entrance = new NIOServerCnxnFactory();
    entrance.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    entrance.startup(server);
  }

  @AfterEach
  void stop() {
    entrance.shutdown();
  }

  private Clerk clerk(String more) throws Exception {
    return new Clerk(
        directory,
        "-javaagent:%s=connect=localhost:%d,acl=world%s"
            .formatted(Forked.AGENT, entrance.getLocalPort(), more));
  }

  @Test
  void oppositeOrdersOfTwoProcessesAreToldBeforeTheyMeet() throws Exception {
    try (Clerk one = clerk("");
        Clerk two = clerk("")) {
      assertThat(one.does("order 1 10")).isEqualTo("did");
      assertThat(two.does("restock 11 2")).isEqualTo("did");
      String told = two.awaitError("order-check: ");
      print(told);
      assertThat(told)
          .contains("WARN [zklocked-zookeeper")
          .contains(
              "] order-check: locks are taken in opposite orders: Clerk#notice wants 'orders/{id}'"
                  + " while 'stock/{item}' is held by Clerk#restock, but in another process (host ")
          .contains(
              ", pid "
                  + one.pid()
                  + ") Clerk#reserve wants 'stock/{item}' while 'orders/{id}' is held by"
                  + " Clerk#order. Calls that do so");
      two.awaitError("Caused by: java.lang.Throwable: in another process (host ");
      two.awaitError("at Clerk.order(Clerk.java:");
      assertThat(two.does("restock 12 3")).isEqualTo("did");
      assertThat(two.errors())
          .anyMatch(
              line -> line.startsWith("java.lang.Throwable: here, on thread main: Clerk#notice"))
          .anyMatch(line -> line.contains("at Clerk.restock(Clerk.java:"));

      assertThat(one.does("meet-order 5 50")).isEqualTo("holds");
      assertThat(two.does("meet-restock 50 5")).isEqualTo("holds");
      one.tell("on");
      two.tell("on");
      assertThat(List.of(one.says(), two.says())).as("so they would meet").contains("busy");
      assertThat(two.errors()).filteredOn(line -> line.contains("order-check: ")).hasSize(1);
      assertThat(one.errors()).noneMatch(line -> line.contains("order-check: "));
      two.errors().forEach(NeighbourOrdersIT::print);
    }
    assertNothingIsLeft();
  }

  @Test
  void transfersInBothDirectionsAreToldBeforeTheyMeet() throws Exception {
    try (Clerk one = clerk("");
        Clerk two = clerk("")) {
      assertThat(one.does("transfer 1 2")).isEqualTo("did");
      assertThat(one.does("transfer 3 4")).isEqualTo("did");
      assertThat(two.does("transfer 2 3")).isEqualTo("did");
      assertThat(two.does("transfer 2 1")).isEqualTo("did");
      assertThat(two.awaitError("order-check: "))
          .contains(
              "Clerk#deposit wants 'accounts/1' while 'accounts/2' is held by Clerk#transfer, but"
                  + " in another process (host ")
          .contains(
              ", pid "
                  + one.pid()
                  + ") Clerk#deposit wants 'accounts/2' while 'accounts/1' is held by"
                  + " Clerk#transfer.");
      two.awaitError("Caused by: java.lang.Throwable: in another process (host ");
      assertThat(two.does("transfer 4 3")).isEqualTo("did");
      assertThat(one.does("transfer 2 1")).isEqualTo("did");
      assertThat(two.errors()).filteredOn(line -> line.contains("order-check: ")).hasSize(1);
      two.errors().forEach(NeighbourOrdersIT::print);
    }
    assertNothingIsLeft();
  }

  @Test
  void callThatTakesTheSecondOrderIsRefused() throws Exception {
    try (Clerk one = clerk(",order-check=fail");
        Clerk two = clerk(",order-check=fail")) {
      assertThat(one.does("order 1 10")).isEqualTo("did");
      assertThat(one.does("transfer 1 2")).isEqualTo("did");
      for (int i = 0; i < 2; i++) {
        assertThat(two.does("restock 11 2")).isEqualTo("refused /zklocked/orders%2F2 own true");
        assertThat(two.does("transfer 2 1")).isEqualTo("refused /zklocked/accounts%2F1 own true");
        assertThat(one.does("order 2 11")).as("nothing is held").isEqualTo("did");
      }
      String told = two.awaitError("io.zklocked.LockOrderException: ");
      print(told);
      assertThat(told)
          .contains("Lock 'orders/2' is refused (order-check=fail): locks are taken in opposite")
          .contains(", but in another process (host ");
      two.awaitError("Caused by: java.lang.Throwable: in another process (host ");
    }
    assertNothingIsLeft();
  }

  private static void print(String line) {
    System.out.println("[orders] " + line);
  }

  /** When the servers have looked after their containers as often as the tree is deep. */
  private void assertNothingIsLeft() throws Exception {
    DataTree tree = server.getZKDatabase().getDataTree();
    assertThat(tree.getEphemeralsCount()).isZero();
    assertThat(tree.getWatchCount()).isZero();
    ContainerManager containers =
        new ContainerManager(server.getZKDatabase(), new Entrance(server), 1_000, 60_000);
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (tree.getChildren("/", null, null).size() > 1 && System.nanoTime() < deadline) {
      containers.checkContainers();
    }
    assertThat(tree.getChildren("/", null, null)).containsExactly("zookeeper");
  }

  /** Where the server's own requests go in. */
  private record Entrance(ZooKeeperServer server) implements RequestProcessor {
    @Override
    public void processRequest(Request request) {
      server.submitRequest(request);
    }

    @Override
    public void shutdown() {}
  }
}
