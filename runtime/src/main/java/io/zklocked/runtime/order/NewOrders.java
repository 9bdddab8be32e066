package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done about an order that is new to this process: it is compared with those that are known
 * here, published, and compared with those of other processes. A warning waits for none of that; a
 * failure does, since it must come before the order is taken. Thread-safe.
 */
final class NewOrders {

  private final Reports reports;
  private final NestedCalls calls;
  private final @Nullable OrderExchange exchange;

  NewOrders(Reports reports, NestedCalls calls, @Nullable OrderExchange exchange) {
    this.reports = reports;
    this.calls = calls;
    this.exchange = exchange;
  }

  /**
   * Notes an order.
   *
   * @param witness the order
   * @param orders those that it is one of
   * @param isOfKinds whether these are of kinds
   * @param wanted the lock that is about to be asked for
   * @param mostNanos how long to wait for other processes at most
   * @return for how many nanoseconds they were waited for
   * @throws io.zklocked.LockOrderException if it closes a circle, and calls fail for that
   */
  long take(Witness witness, Orders orders, boolean isOfKinds, Request wanted, long mostNanos) {
    if (reports.areFailures()) {
      return exchange == null
          ? admit(witness, orders, wanted)
          : admit(witness, orders, isOfKinds, exchange, wanted, mostNanos);
    }
    Orders.Noted noted = orders.note(witness, false);
    if (!noted.circle().isEmpty()) {
      reports.warn(noted.circle(), now(witness));
    }
    if (exchange != null) {
      exchange.publishSoon(
          noted.witness(), isOfKinds, (notice, circle) -> reports.warn(circle, null));
    }
    return 0;
  }

  private long admit(Witness witness, Orders orders, Request wanted) {
    failOn(orders.note(witness, true).circle(), witness, wanted);
    return 0;
  }

  private long admit(
      Witness witness,
      Orders orders,
      boolean isOfKinds,
      OrderExchange others,
      Request wanted,
      long mostNanos) {
    Orders.Noted looked = orders.look(witness);
    failOn(looked.circle(), witness, wanted);
    Notice notice =
        others.publish(
            looked.witness(),
            isOfKinds,
            (late, circle) -> {
              orders.forget(late.witness().order()); // so that the next call asks again
              others.withdraw(late);
            });
    if (notice == null) {
      return admit(witness, orders, wanted);
    }
    long start = System.nanoTime();
    List<Witness> circle = notice.await(mostNanos);
    long waited = System.nanoTime() - start;
    failOn(circle, witness, wanted); // whoever found it withdraws the notice
    circle = orders.note(witness, true).circle();
    if (!circle.isEmpty()) {
      others.withdraw(notice);
    } else if (!notice.circle().isEmpty()) { // found as the wait ended, when it was not noted yet
      orders.forget(witness.order());
      circle = notice.circle();
    }
    failOn(circle, witness, wanted);
    return waited;
  }

  private void failOn(List<Witness> circle, Witness witness, Request wanted) {
    if (!circle.isEmpty()) {
      throw reports.failure(circle, now(witness), wanted);
    }
  }

  private NestedCall now(Witness witness) {
    return calls.now(witness.call().held(), witness.call().wanted());
  }
}
