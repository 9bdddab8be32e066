package io.zklocked.runtime.order;

import io.zklocked.LockOrderException;
import io.zklocked.runtime.engine.Request;
import io.zklocked.spi.ThreadHolds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Watches in which order threads take locks while they hold others, and finds orders that can end
 * in a deadlock before they do: A then B here, B then A there, or a longer circle. Thread-safe.
 *
 * <p>Asked before a thread that holds something waits for a lock that it does not hold. A request
 * that does not wait cannot be part of a deadlock and is not looked at; what was acquired by it is
 * held like anything else. Of locks that no thread holds - acquired as a stage, or kept by one -
 * nothing is known here.
 *
 * <p>Locks are compared by their kind, which is their template whatever the placeholders are
 * called, or their label: it is enough that some keys were taken in one order and others in the
 * other. Locks of one kind are compared key by key, and so are locks by hand without a label, which
 * have no kind: there only keys in a circle are found, while all its orders are remembered.
 *
 * <p>The mode does not matter. Two threads that read A and B in opposite orders do not keep each
 * other out, and yet can wait for ever: a writer of each lock that came between stands before the
 * second reader, and waits for the first. Nor do the permits of a semaphore: each of its holders
 * may wait for what somebody waits for whom it keeps out. What matters is a gate: no two orders
 * that are always taken under one further lock can meet, unless it is only read or a semaphore of
 * several permits.
 *
 * <p>Bounded in memory: 1,000 kinds, 10,000 orders of kinds and 10,000 of keys, a stack for each of
 * 1,000 pairs of methods, 1,000 reports. Kinds beyond are not looked at, keys are forgotten, and
 * reports beyond are not made.
 */
public final class LockOrder {

  private static final int MOST_KINDS = 1_000;
  private static final int MOST_KEYS = 10_000;

  /** With so many of those behind it each of several locks is compared. */
  private static final int MOST_LATER = 8;

  private final Reports reports;
  private final NestedCalls calls;
  private final Kinds kinds;
  private final Orders ofKinds = new KindOrders(MOST_KINDS);
  private final Orders ofKeys = new KeyOrders(MOST_KEYS);
  private final @Nullable OrderExchange exchange;

  private LockOrder(Reports reports, Program program, @Nullable OrderExchange exchange) {
    this.reports = reports;
    this.calls = new NestedCalls(program.entrances());
    this.kinds = new Kinds(MOST_KINDS, program.properties());
    this.exchange = exchange;
  }

  /**
   * How the application looks from here. Immutable.
   *
   * @param entrances the names of the classes by which it comes to a lock
   * @param properties gives the value of a <code>${property}</code> in a template, or null
   */
  public record Program(Set<String> entrances, Function<String, @Nullable String> properties) {}

  /**
   * A watch that warns.
   *
   * @param warning is told once of each set of locks what was found, with the stack of the call,
   *     and as its causes those of the calls before; on the thread that is about to wait, or on one
   *     of the ensemble if it is about other processes; under no lock
   * @param program the application
   * @param exchange knows the orders of other processes; null if there are none
   * @return the watch
   */
  public static LockOrder warning(
      BiConsumer<String, Throwable> warning, Program program, @Nullable OrderExchange exchange) {
    return new LockOrder(new Reports(warning), program, exchange);
  }

  /**
   * A watch that throws, each time; the order that came first stays the right one. Where there are
   * other processes, the first call of each order waits for what they say.
   *
   * @param program the application
   * @param exchange knows the orders of other processes; null if there are none
   * @return the watch
   */
  public static LockOrder failing(Program program, @Nullable OrderExchange exchange) {
    return new LockOrder(new Reports(null), program, exchange);
  }

  /**
   * Looks at a lock that the calling thread is about to ask for and does not hold.
   *
   * @param runtime whose holds count
   * @param wanted the lock
   * @param mostNanos how long to wait for other processes at most
   * @return for how many nanoseconds they were waited for; nearly always 0
   * @throws LockOrderException if the order can end in a deadlock, and this watch throws
   */
  public long check(Object runtime, Request wanted, long mostNanos) {
    if (ThreadHolds.last() == null) {
      return 0;
    }
    HeldNow held = HeldNow.in(runtime);
    Request only = held.only();
    return only != null
        ? check(only, wanted, Gates.NONE, mostNanos)
        : check(held.all(), wanted, mostNanos);
  }

  private long check(List<Request> holds, Request wanted, long mostNanos) {
    long waited = 0;
    for (int i = holds.size() - 1; i >= 0; i--) { // the outermost first: its circles are shorter
      Request held = holds.get(i);
      waited += check(held, wanted, Gates.beside(held, holds), mostNanos - waited);
    }
    return waited;
  }

  /**
   * Looks at several locks that the calling thread is about to ask for together. Each is compared
   * with what is held. They are acquired in the order of their paths, so that they are no danger to
   * each other; but nested calls may take two of them the other way round. Two of several kinds are
   * compared where the text of their templates decides which one comes first.
   *
   * @param runtime whose holds count
   * @param wanted the locks
   * @param mostNanos as {@link #check(Object, Request, long)}
   * @return as {@link #check(Object, Request, long)}
   * @throws LockOrderException as {@link #check(Object, Request, long)}
   */
  public long check(Object runtime, Collection<Request> wanted, long mostNanos) {
    long waited = 0;
    for (Request request : wanted) {
      waited += check(runtime, request, mostNanos - waited);
    }
    Map<String, Request> byPath = new TreeMap<>();
    wanted.forEach(request -> byPath.put(request.path(), request)); // wanted twice is one lock
    if (byPath.size() == 1) {
      return waited;
    }
    List<Request> holds = HeldNow.in(runtime).all();
    List<Request> sorted = List.copyOf(byPath.values());
    for (int i = 1; i < sorted.size(); i++) {
      Request later = sorted.get(i);
      List<Request> before = sorted.subList(Math.max(0, i - MOST_LATER), i);
      List<Request> all = new ArrayList<>(holds);
      all.addAll(before); // whoever waits for this one has those
      for (Request earlier : before) {
        if (kinds.fixOrder(earlier, later)) {
          waited += check(earlier, later, Gates.beside(earlier, all), mostNanos - waited);
        }
      }
    }
    return waited;
  }

  private long check(Request held, Request wanted, Gates gates, long mostNanos) {
    if (held.path().equals(wanted.path())) {
      return 0;
    }
    String first = kinds.of(held);
    String second = kinds.of(wanted);
    if (first.equals(second)) {
      return reports.areOver(first) || ofKeys.knows(held.path(), wanted.path(), gates)
          ? 0
          : check(ofKeys, new Nesting(held, wanted, gates), first, mostNanos);
    }
    long waited = 0;
    boolean isByHand = Nesting.isByHand(held, wanted);
    boolean isFixed = first.equals(held.path()) && second.equals(wanted.path());
    if ((isByHand || isFixed) && !ofKeys.knows(first, second, gates)) {
      waited = check(ofKeys, new Nesting(held, wanted, gates), "", mostNanos);
    }
    if (!isByHand && !ofKinds.knows(first, second, gates)) {
      waited += check(ofKinds, new Nesting(held, wanted, gates), "", mostNanos - waited);
    }
    return waited;
  }

  private long check(Orders orders, Nesting nesting, String kind, long mostNanos) {
    Request held = nesting.held();
    Request wanted = nesting.wanted();
    NestedCall call = calls.first(held.method(), wanted.method());
    Order order =
        kind.isEmpty()
            ? new Order(kinds.of(held), kinds.of(wanted))
            : new Order(held.path(), wanted.path());
    Witness witness =
        orders == ofKinds ? nesting.ofKinds(order, call) : nesting.ofKeys(order, call, kind);
    if (reports.areFailures()) {
      return refuse(orders, witness, wanted, mostNanos);
    }
    Orders.Noted noted = orders.note(witness, false);
    if (!noted.circle().isEmpty()) {
      reports.warn(noted.circle(), calls.now(call.held(), call.wanted()));
    }
    if (exchange != null) {
      var unused = publish(exchange, orders, noted.witness());
    }
    return 0;
  }

  /** Throws if the order closes a circle, here or with other processes; notes it otherwise. */
  private long refuse(Orders orders, Witness witness, Request wanted, long mostNanos) {
    long waited = 0;
    Orders.Noted looked = orders.look(witness);
    failOn(looked.circle(), wanted);
    Notice notice = exchange == null ? null : publish(exchange, orders, looked.witness());
    if (exchange != null && notice != null) {
      long start = System.nanoTime();
      List<Witness> circle = notice.await(mostNanos);
      waited = System.nanoTime() - start;
      failOn(circle, wanted); // whoever found it withdraws the notice
    }
    List<Witness> circle = orders.note(witness, true).circle();
    if (exchange != null && notice != null) {
      if (!circle.isEmpty()) {
        exchange.withdraw(notice);
      } else if (!notice.circle().isEmpty()) { // found as the wait ended, when it was not noted yet
        orders.forget(witness.order());
        circle = notice.circle();
      }
    }
    failOn(circle, wanted);
    return waited;
  }

  private void failOn(List<Witness> circle, Request wanted) {
    if (!circle.isEmpty()) {
      NestedCall call = circle.get(0).call();
      throw reports.failure(circle, calls.now(call.held(), call.wanted()), wanted);
    }
  }

  private @Nullable Notice publish(OrderExchange exchange, Orders orders, Witness witness) {
    return exchange.publish(
        witness, orders == ofKinds, (notice, circle) -> found(exchange, orders, notice, circle));
  }

  /** An order of this process closes a circle with those of others. */
  private void found(OrderExchange exchange, Orders orders, Notice notice, List<Witness> circle) {
    if (reports.areFailures()) {
      orders.forget(notice.witness().order()); // so that the next call asks again
      exchange.withdraw(notice);
    } else {
      reports.warn(circle, null);
    }
  }
}
