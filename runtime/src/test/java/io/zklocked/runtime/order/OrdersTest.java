package io.zklocked.runtime.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is remembered of orders, and for how many of them. */
@Timeout(60)
class OrdersTest {

  private static final NestedCall CALL = new NestedCall("outer", "inner", "main", List.of(), null);

  static Stream<Orders> bothKinds() {
    return Stream.of(new KeyOrders(16_000), new KindOrders(1_000));
  }

  @Test
  void keysThatWereNotTakenForLongestAreForgotten() {
    KeyOrders orders = new KeyOrders(1_600);
    for (int i = 0; i < 100_000; i++) {
      assertThat(note(orders, "k" + i, "k" + (i + 1))).isEmpty();
      assertThat(orders.known("k0", "k1")).isNotNull(); // taken again
    }
    assertThat(orders.size()).isLessThanOrEqualTo(1_600).isGreaterThan(1_000);
    assertThat(note(orders, "k1", "k0")).hasSize(2);
    assertThat(note(orders, "k2", "k1")).as("long forgotten").isEmpty();
  }

  @Test
  void kindsBeyondTheMostAreNotLookedAt() {
    KindOrders orders = new KindOrders(10);
    for (int i = 0; i < 1_000; i++) {
      Order order = new Order("k" + i, "k" + (i + 1));
      if (orders.known(order.held(), order.wanted()) == null) {
        assertThat(note(orders, order.held(), order.wanted())).isEmpty();
      }
    }
    assertThat(orders.size()).isEqualTo(9);
    assertThat(note(orders, "k9", "k0")).as("a circle of kinds that are known").hasSize(10);
    assertThat(orders.known("k500", "k499")).isNotNull();
  }

  @Test
  void searchThroughManyGatedOrdersEnds() {
    KindOrders orders = new KindOrders(1_000);
    Gates gates = new Gates(Set.of(), Set.of("/gate")); // readers: nobody is kept out
    for (int i = 0; i < 60; i++) {
      for (int j = i + 1; j < 60; j++) {
        Order order = new Order("k" + i, "k" + j);
        assertThat(orders.note(new Witness(order, gates, CALL, "", "", ""), false).circle())
            .isEmpty();
      }
    }
    assertThat(note(orders, "k59", "k0")).hasSize(2);
  }

  @Test
  void keysThatAreForgottenAreInNoCircle() {
    KeyOrders orders = new KeyOrders(3);
    assertThat(note(orders, "a", "b")).isEmpty();
    assertThat(note(orders, "b", "c")).isEmpty();
    assertThat(note(orders, "d", "a")).isEmpty();
    assertThat(note(orders, "c", "d")).as("a, b, c, d").hasSize(4);
    assertThat(orders.size()).isEqualTo(3);
    assertThat(note(orders, "b", "a")).as("a > b has gone").isEmpty();
    assertThat(orders.known("a", "b")).isNull();
  }

  @ParameterizedTest
  @MethodSource("bothKinds")
  void orderThatWasForgottenIsInNoCircle(Orders orders) {
    assertThat(note(orders, "a", "b")).isEmpty();
    assertThat(orders.known("a", "b")).isEqualTo(Gates.NONE);
    orders.forget(new Order("a", "b"));
    orders.forget(new Order("x", "y"));
    assertThat(orders.known("a", "b")).isNull();
    assertThat(note(orders, "b", "a")).isEmpty();
    assertThat(note(orders, "a", "b")).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("bothKinds")
  void lookNotesNothing(Orders orders) {
    Witness forward = new Witness(new Order("a", "b"), Gates.NONE, CALL, "a", "b", "");
    assertThat(orders.look(forward).circle()).isEmpty();
    assertThat(orders.known("a", "b")).isNull();
    assertThat(note(orders, "b", "a")).isEmpty();
    assertThat(orders.look(forward).circle()).hasSize(2);
    assertThat(orders.note(forward, true).circle()).hasSize(2);
    assertThat(orders.known("a", "b")).as("it was refused").isNull();
  }

  @Test
  void searchAmongManyKeysInBothDirectionsEnds() {
    KeyOrders orders = new KeyOrders(10_000);
    for (int i = 0; i < 150; i++) {
      for (int j = 0; j < 150; j++) { // b > a and b > c
        assertThat(note(orders, "b" + i, ((i + j) % 2 == 0 ? "a" : "c") + j)).isEmpty();
      }
    }
    assertThat(orders.size()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @MethodSource("bothKinds")
  void ofTwoThreadsWithOppositeOrdersOneSeesTheCircle(Orders orders) throws Exception {
    int rounds = 400;
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<List<Boolean>> forward = pool.submit(() -> rounds(orders, start, rounds, false));
      Future<List<Boolean>> backward = pool.submit(() -> rounds(orders, start, rounds, true));
      for (int i = 0; i < rounds; i++) {
        assertThat(forward.get().get(i) ^ backward.get().get(i)).as("round %d", i).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<Boolean> rounds(
      Orders orders, CyclicBarrier start, int rounds, boolean isBackward)
      throws InterruptedException, BrokenBarrierException {
    List<Boolean> seen = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      Order order = new Order("a" + i, "b" + i);
      start.await();
      seen.add(
          isBackward
              ? !note(orders, order.wanted(), order.held()).isEmpty()
              : !note(orders, order.held(), order.wanted()).isEmpty());
    }
    return seen;
  }

  private static List<Witness> note(Orders orders, String held, String wanted) {
    return orders
        .note(new Witness(new Order(held, wanted), Gates.NONE, CALL, held, wanted, ""), false)
        .circle();
  }
}
