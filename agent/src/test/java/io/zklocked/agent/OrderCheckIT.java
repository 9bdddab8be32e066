package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotated methods that are nested in both orders, under the agent in JVMs of their own. */
class OrderCheckIT {

  private static final String SHOP =
      """
      import io.zklocked.*;
      import java.util.concurrent.*;

      public class Shop {
        @ZkLocked("orders/{id}") void order(long id, long item) { reserve(item); }
        @ZkLocked("stock/{item}") void reserve(long item) { System.out.println("reserved " + item); }
        @ZkLocked("stock/{item}") void restock(long item, long id) { notice(id); }
        @ZkLocked("orders/{id}") void notice(long id) { System.out.println("noticed " + id); }
        @ZkLocked("accounts/{from}") void transfer(long from, long to) { deposit(to); }
        @ZkLocked("accounts/{from}") void refund(long from, long to) { deposit(to); }
        @ZkLocked("accounts/{to}") void deposit(long to) { System.out.println("deposited " + to); }
        @ZkLocked(value = "stock/{i}", waitTime = "0") void stock(long i) { System.out.println("free " + HeldLock.current().path()); }
        @ZkLocked(value = "orders/{i}", waitTime = "0") void look(long i) { System.out.println("free " + HeldLock.current().path()); }
        @ZkLocked(value = "accounts/{i}", waitTime = "0") void account(long i) { System.out.println("free " + HeldLock.current().path()); }

        public static void main(String[] arguments) throws Exception {
          Shop shop = new Shop();
          attempt(() -> shop.order(1, 10));
          attempt(() -> shop.restock(11, 2));
          attempt(() -> shop.restock(12, 3));
          attempt(() -> shop.transfer(1, 2));
          attempt(() -> shop.refund(2, 1));
          attempt(() -> shop.transfer(1, 2));
          Thread other = new Thread(() -> { shop.stock(11); shop.look(2); shop.account(1); shop.account(2); });
          other.start();
          other.join();
        }

        static void attempt(Runnable call) {
          try {
            call.run();
          } catch (LockOrderException e) {
            System.out.println("refused " + e.path() + " own "
                + (e.getClass().getClassLoader() == Shop.class.getClassLoader()));
            e.printStackTrace();
          }
        }
      }
      """;

  private static final List<String> FREE =
      List.of(
          "free /zklocked/stock%2F11",
          "free /zklocked/orders%2F2",
          "free /zklocked/accounts%2F1",
          "free /zklocked/accounts%2F2");

  @TempDir static Path directory;

  @BeforeAll
  static void compile() throws Exception {
    Forked.compile(directory, "Shop", SHOP);
  }

  @Test
  void oppositeOrdersAreWarnedOfOnceWithBothStacks() throws Exception {
    Outcome outcome = run("connect=memory");
    assertThat(outcome.exit()).as("%s", outcome.err()).isZero();
    assertThat(outcome.out())
        .startsWith(
            "reserved 10", "noticed 2", "noticed 3", "deposited 2", "deposited 1", "deposited 2")
        .endsWith(FREE.toArray(new String[0]));
    List<String> warnings =
        outcome.err().stream().filter(line -> line.contains(" order-check: ")).toList();
    assertThat(warnings).as("%s", outcome.err()).hasSize(2);
    assertThat(warnings.get(0))
        .contains("WARN [main] order-check: locks are taken in opposite orders: ")
        .contains("Shop#notice wants 'orders/{id}' while 'stock/{item}' is held by Shop#restock, ")
        .contains(
            "but Shop#reserve wants 'stock/{item}' while 'orders/{id}' is held by Shop#order.")
        .endsWith("or together: several @ZkLocked on one method, or acquireAll.");
    assertThat(warnings.get(1))
        .contains(
            "Shop#deposit wants 'accounts/1' while 'accounts/2' is held by Shop#refund, but"
                + " Shop#deposit wants 'accounts/2' while 'accounts/1' is held by Shop#transfer.");
    List<String> stacks =
        outcome.err().subList(outcome.err().indexOf(warnings.get(0)), outcome.err().size());
    assertThat(stacks).anyMatch(line -> line.startsWith("java.lang.Throwable: now: Shop#notice"));
    assertThat(stacks)
        .anyMatch(
            line -> line.startsWith("Caused by: java.lang.Throwable: before, on thread main"));
    assertThat(stacks)
        .anyMatch(line -> line.contains("at Shop.restock(Shop.java:"))
        .anyMatch(line -> line.contains("at Shop.order(Shop.java:"))
        .anyMatch(line -> line.contains("at Shop.refund(Shop.java:"))
        .anyMatch(line -> line.contains("at Shop.transfer(Shop.java:"));
  }

  @Test
  void oppositeOrderIsRefusedAndNothingIsLeftHeld() throws Exception {
    Outcome outcome = run("connect=memory,order-check=fail");
    assertThat(outcome.exit()).as("%s", outcome.err()).isZero();
    assertThat(outcome.out())
        .startsWith(
            "reserved 10",
            "refused /zklocked/orders%2F2 own true",
            "refused /zklocked/orders%2F3 own true",
            "deposited 2",
            "refused /zklocked/accounts%2F1 own true",
            "deposited 2")
        .endsWith(FREE.toArray(new String[0]));
    assertThat(outcome.err())
        .anyMatch(
            line ->
                line.startsWith(
                    "io.zklocked.LockOrderException: Lock 'orders/2' is refused"
                        + " (order-check=fail): locks are taken in opposite orders: "))
        .anyMatch(line -> line.startsWith("Caused by: java.lang.Throwable: before, on thread main"))
        .anyMatch(line -> line.contains("at Shop.restock(Shop.java:"))
        .anyMatch(line -> line.contains("at Shop.order(Shop.java:"));
  }

  private static Outcome run(String arguments) throws Exception {
    return Forked.java(
        "-javaagent:" + Forked.AGENT + "=" + arguments,
        "-cp",
        directory + File.pathSeparator + Forked.ANNOTATIONS,
        "Shop");
  }
}
