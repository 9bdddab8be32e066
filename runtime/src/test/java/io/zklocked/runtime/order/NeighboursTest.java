package io.zklocked.runtime.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockOrderException;
import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Orders that several processes take, which share a tree in memory. */
@Timeout(60)
class NeighboursTest {

  private String tree = "";

  @BeforeEach
  void nameTree(TestInfo test) {
    tree = "/" + test.getDisplayName().replaceAll("\\W", "") + "/.system/orders";
  }

  @Test
  void oppositeOrdersOfTwoProcessesAreToldByTheSecondWithBothStacks() {
    try (Neighbour one = Neighbour.warned(tree);
        Neighbour two = Neighbour.warned(tree)) {
      one.nest("orders/{id}=orders/1", "stock/{item}=stock/1");
      one.nest("orders/{id}=orders/2", "stock/{item}=stock/2");
      assertThat(two.warnings).isEmpty();
      two.nest("stock/{i}=stock/3", "orders/{o}=orders/4");
      two.nest("stock/{i}=stock/3", "orders/{o}=orders/4");
      assertThat(one.warnings).isEmpty();
      assertThat(two.warnings).hasSize(1);
      Neighbour.Warning warning = two.warnings.get(0);
      assertThat(warning.message())
          .startsWith(
              "order-check: locks are taken in opposite orders: Shop#orders/{o} wants 'orders/{o}'"
                  + " while 'stock/{i}' is held by Shop#stock/{i}, but in another process (host web")
          .contains(
              ") Shop#stock/{item} wants 'stock/{item}' while 'orders/{id}' is held by"
                  + " Shop#orders/{id}. Calls that");
      assertThat(warning.stacks())
          .hasMessageStartingWith("here, on thread " + Thread.currentThread().getName() + ": Shop#")
          .satisfies(stack -> assertThat(methods(stack)).contains("nest"));
      assertThat(warning.stacks().getCause())
          .hasMessageStartingWith("in another process (host web")
          .hasMessageContaining(", on thread " + Thread.currentThread().getName() + ": Shop#")
          .hasMessageEndingWith("is held by Shop#orders/{id}")
          .hasNoCause()
          .satisfies(
              stack ->
                  assertThat(methods(stack))
                      .contains("oppositeOrdersOfTwoProcessesAreToldByTheSecondWithBothStacks"));
    }
  }

  private static List<String> methods(Throwable trace) {
    return Arrays.stream(trace.getStackTrace()).map(StackTraceElement::getMethodName).toList();
  }

  @Test
  void circleOfThreeProcessesIsFound() {
    try (Neighbour one = Neighbour.warned(tree);
        Neighbour two = Neighbour.warned(tree);
        Neighbour three = Neighbour.warned(tree)) {
      one.nest("a/{x}=a/1", "b/{x}=b/1");
      one.nest("x/{x}=x/1", "a/{x}=a/1");
      two.nest("b/{x}=b/1", "c/{x}=c/1");
      two.nest("b/{x}=b/1", "d/{x}=d/1");
      assertThat(two.warnings).isEmpty();
      three.nest("c/{x}=c/1", "a/{x}=a/1");
      assertThat(three.warnings).hasSize(1);
      assertThat(three.warnings.get(0).stacks()).cause().cause().isNotNull().hasNoCause();
      assertThat(one.warnings).isEmpty();
      assertThat(two.warnings).isEmpty();
    }
  }

  @Test
  void circleThatOneProcessClosesAloneIsToldOnce() {
    try (Neighbour one = Neighbour.warned(tree);
        Neighbour two = Neighbour.warned(tree)) {
      one.nest("a/{x}=a/1", "b/{x}=b/1");
      one.nest("b/{x}=b/1", "a/{x}=a/1");
      assertThat(one.warnings).hasSize(1);
      assertThat(one.warnings.get(0).message()).doesNotContain("another process");
      two.nest("a/{x}=a/1", "b/{x}=b/1");
      two.nest("b/{x}=b/1", "a/{x}=a/1");
      assertThat(one.warnings).hasSize(1);
      assertThat(two.warnings).hasSize(1);
    }
  }

  @Test
  void ordersOfAProcessThatHasEndedDoNotCount() {
    try (Neighbour one = Neighbour.warned(tree)) {
      one.nest("a/{x}=a/1", "b/{x}=b/1");
    }
    try (Neighbour two = Neighbour.warned(tree)) {
      two.nest("b/{x}=b/1", "a/{x}=a/1");
      assertThat(two.warnings).isEmpty();
      assertThat(nodes()).hasSize(1);
    }
    assertThat(nodes()).isEmpty();
  }

  /** The ephemeral nodes that are left, as a further process sees them. */
  private List<String> nodes() {
    List<String> nodes = new ArrayList<>();
    Looker looker = new Looker();
    for (String base : List.of("/kinds", "/keys")) {
      for (String directory : looker.list(tree + base)) {
        looker
            .list(tree + base + "/" + directory)
            .forEach(node -> nodes.add(directory + "/" + node));
      }
    }
    looker.close();
    return nodes;
  }

  @Test
  void transfersInBothDirectionsByTwoProcessesAreToldOnce() {
    try (Neighbour one = Neighbour.warned(tree);
        Neighbour two = Neighbour.warned(tree)) {
      one.nest("accounts/{from}=accounts/1", "accounts/{to}=accounts/2");
      one.nest("accounts/{from}=accounts/3", "accounts/{to}=accounts/4");
      two.nest("accounts/{from}=accounts/2", "accounts/{to}=accounts/3");
      assertThat(two.warnings).as("no two in both directions").isEmpty();
      two.nest("accounts/{from}=accounts/2", "accounts/{to}=accounts/1");
      two.nest("accounts/{from}=accounts/4", "accounts/{to}=accounts/3");
      assertThat(one.warnings).isEmpty();
      assertThat(two.warnings).hasSize(1);
      assertThat(two.warnings.get(0).message())
          .contains(
              "wants 'accounts/1' while 'accounts/2' is held by Shop#accounts/{from}, but in"
                  + " another process (host web")
          .contains(") Shop#accounts/{to} wants 'accounts/2' while 'accounts/1' is held by");
    }
  }

  @Test
  void twoProcessesWithTheSameThousandsOfPairsFindTheOppositeOnes() {
    try (Neighbour one = Neighbour.warned(tree);
        Neighbour two = Neighbour.warned(tree)) {
      int pairs = 5_000;
      for (int i = 0; i < pairs; i++) {
        one.nest("t/{a}=t/" + i, "t/{b}=t/x" + i);
      }
      int published = nodes().size();
      assertThat(published).isEqualTo(100);
      for (int i = pairs - 1; i >= 0 && two.warnings.isEmpty(); i--) {
        two.nest("t/{b}=t/x" + i, "t/{a}=t/" + i);
      }
      assertThat(two.warnings).hasSize(1);
    }
  }

  @Test
  void ordersUnderOneGateDoNotMeetUntilOneIsTakenWithoutIt() {
    try (Neighbour one = Neighbour.warned(tree);
        Neighbour two = Neighbour.warned(tree)) {
      one.nest("gate=gate", "a/{x}=a/1", "b/{x}=b/1");
      two.nest("gate=gate", "b/{x}=b/1", "a/{x}=a/1");
      assertThat(two.warnings).isEmpty();
      one.nest("a/{x}=a/1", "b/{x}=b/1");
      assertThat(one.warnings).as("the other one is always behind the gate").hasSize(1);
    }
  }

  @Test
  void whoeverConnectsLaterPublishesWhatHeHasSeen() {
    try (Neighbour late = Neighbour.unconnected(tree);
        Neighbour one = Neighbour.warned(tree)) {
      late.nest("a/{x}=a/1", "b/{x}=b/1");
      one.nest("b/{x}=b/1", "a/{x}=a/1");
      assertThat(one.warnings).isEmpty();
      late.connect();
      assertThat(late.warnings).hasSize(1);
    }
  }

  @Test
  void secondOrderFailsEachTimeAndTheFirstStaysTheRightOne() {
    try (Neighbour one = Neighbour.failing(tree);
        Neighbour two = Neighbour.failing(tree)) {
      one.nest("a/{x}=a/1", "b/{x}=b/1");
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> two.nest("b/{x}=b/1", "a/{x}=a/1"))
            .isInstanceOf(LockOrderException.class)
            .hasMessageStartingWith("Lock 'a/1' is refused (order-check=fail): locks are taken")
            .hasMessageContaining(", but in another process (host web")
            .cause()
            .hasMessageStartingWith("in another process (host web");
        one.nest("a/{x}=a/2", "b/{x}=b/2");
        assertThat(nodes()).as("what was refused is withdrawn").hasSize(1);
      }
      two.nest("a/{x}=a/1", "b/{x}=b/1");
    }
  }

  @Test
  void orderIsFreeAgainWhenTheOtherProcessHasGone() {
    Neighbour one = Neighbour.failing(tree);
    try (Neighbour two = Neighbour.failing(tree)) {
      one.nest("t/{a}=t/1", "t/{b}=t/2");
      assertThat(two.refuses("t/{a}=t/2", "t/{b}=t/1")).isTrue();
      one.close();
      assertThat(two.refuses("t/{a}=t/2", "t/{b}=t/1")).isFalse();
      assertThat(two.refuses("t/{a}=t/1", "t/{b}=t/2")).isTrue();
    }
  }

  @Test
  void locksByHandOfTwoProcessesAreCompared() {
    try (Neighbour one = Neighbour.warned(tree);
        Neighbour two = Neighbour.warned(tree)) {
      one.nest("a", "b");
      two.nest("b", "a");
      assertThat(two.warnings).hasSize(1);
      assertThat(two.warnings.get(0).message()).contains("Neighbour#nest (Neighbour.java:");
    }
  }

  @Test
  void whatStrangersWriteIsNoOrderOrHarmless() {
    Neighbour one = Neighbour.warned(tree);
    one.nest("a/{x}=a/1", "b/{x}=b/1");
    try (Looker stranger = new Looker();
        Neighbour two = Neighbour.warned(tree)) {
      String directory = tree + "/kinds/" + OrderPath.of(new Order("a/{}", "b/{}")).name() + "/";
      for (String text :
          List.of("", "\0", "[]", "{\"first\":\"x\",\"second\":\"y\",\"gates\":\"\\n\\n\"}")) {
        stranger.create(directory + UUID.randomUUID(), text);
      }
      stranger.create(tree + "/kinds/of-no-meaning", "");
      stranger.create(
          directory + "0",
          "{\"first\":\"a/{}\",\"second\":\"b/{}\",\"host\":\"\\u001b[31m\",\"stack\":"
              + "\"a/b/c/d;e\",\"held\":\""
              + "h".repeat(1_000)
              + "\\n\"}");
      one.close();
      two.nest("b/{x}=b/1", "a/{x}=a/1");
      assertThat(two.warnings).hasSize(1);
      assertThat(two.warnings.get(0).message())
          .contains("(host \uFFFD[31m, pid unknown) unknown wants 'unknown' while 'hhhh")
          .doesNotContain("\n", "\u001b", "h".repeat(201));
    }
  }

  @Test
  void refusalIsToldOnceAndEndsTheExchange() {
    AtomicInteger requests = new AtomicInteger();
    Neighbour one = Neighbour.unconnected(tree);
    one.exchange.connected(refusing(requests));
    one.nest("a/{x}=a/1", "b/{x}=b/1");
    int asked = requests.get();
    one.nest("c/{x}=c/1", "d/{x}=d/1");
    one.nest("b/{x}=b/1", "a/{x}=a/1");
    assertThat(one.refusals).hasSize(1);
    assertThat(one.refusals.get(0))
        .startsWith("order-check: ZooKeeper refuses " + tree + "/kinds/")
        .contains("(NO_RIGHTS), so that the orders of other processes are not known");
    assertThat(requests).hasValue(asked);
    assertThat(one.warnings).as("its own orders").hasSize(1);
  }

  /** A session that has no rights. */
  private static Session refusing(AtomicInteger requests) {
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> {
              requests.incrementAndGet();
              ((Session.Reply<?>) arguments[arguments.length - 1]).answer(Code.NO_RIGHTS, null);
              return null;
            });
  }
}
