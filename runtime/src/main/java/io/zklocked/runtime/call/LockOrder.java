package io.zklocked.runtime.call;

import io.zklocked.LockOrderException;
import io.zklocked.runtime.engine.Request;
import io.zklocked.spi.ThreadHolds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
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
 * have no kind: there only two keys in both orders are found, while both are remembered.
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
  private static final int MOST_REPORTS = 1_000;

  /** With so many of those behind it each of several locks is compared. */
  private static final int MOST_LATER = 8;

  private final @Nullable BiConsumer<String, Throwable> warning;
  private final NestedCalls calls;
  private final Kinds kinds = new Kinds(MOST_KINDS);
  private final Orders ofKinds = new KindOrders(MOST_KINDS);
  private final Orders ofKeys = new KeyOrders(MOST_KEYS);
  private final Set<Set<String>> reported = ConcurrentHashMap.newKeySet();

  private LockOrder(@Nullable BiConsumer<String, Throwable> warning, Set<String> entrances) {
    this.warning = warning;
    this.calls = new NestedCalls(entrances);
  }

  /**
   * A watch that warns.
   *
   * @param warning is told once of each set of locks what was found, with the stack of now, and as
   *     its causes those of the calls before; on the thread that is about to wait, under no lock
   * @param entrances the names of the classes by which an application comes to a lock by hand
   * @return the watch
   */
  public static LockOrder warning(BiConsumer<String, Throwable> warning, Set<String> entrances) {
    return new LockOrder(warning, entrances);
  }

  /**
   * A watch that throws, each time; the order that came first stays the right one.
   *
   * @param entrances the names of the classes by which an application comes to a lock by hand
   * @return the watch
   */
  public static LockOrder failing(Set<String> entrances) {
    return new LockOrder(null, entrances);
  }

  /**
   * Looks at a lock that the calling thread is about to ask for and does not hold.
   *
   * @param runtime whose holds count
   * @param wanted the lock
   * @throws LockOrderException if the order can end in a deadlock, and this watch throws
   */
  void check(Object runtime, Request wanted) {
    if (ThreadHolds.last() == null) {
      return;
    }
    List<OpenHold> holds = holds(runtime);
    for (OpenHold hold : holds) {
      Request held = hold.grant().request();
      if (!held.path().equals(wanted.path())) {
        check(new Nesting(held, wanted, Gates.beside(held, holds)));
      }
    }
  }

  /**
   * Looks at several locks that the calling thread is about to ask for together. Each is compared
   * with what is held. They are acquired in the order of their paths, so that they are no danger to
   * each other; but nested calls may take two of one kind the other way round.
   *
   * @param runtime whose holds count
   * @param wanted the locks
   * @throws LockOrderException as {@link #check(Object, Request)}
   */
  void check(Object runtime, Collection<Request> wanted) {
    wanted.forEach(request -> check(runtime, request));
    Map<String, Request> byPath = new TreeMap<>();
    wanted.forEach(request -> byPath.put(request.path(), request)); // wanted twice is one lock
    if (byPath.size() == 1) {
      return;
    }
    List<OpenHold> holds = holds(runtime);
    List<Request> sorted = List.copyOf(byPath.values());
    for (int i = 0; i < sorted.size(); i++) {
      Request first = sorted.get(i);
      Gates gates = Gates.beside(first, holds);
      for (Request later : sorted.subList(i + 1, Math.min(sorted.size(), i + 1 + MOST_LATER))) {
        Nesting together = new Nesting(first, later, gates);
        if (kind(first).equals(kind(later)) || together.isAllByHand()) {
          check(together);
        }
      }
    }
  }

  private static List<OpenHold> holds(Object runtime) {
    List<OpenHold> holds = new ArrayList<>();
    ThreadHolds.forEach(
        view -> {
          if (view instanceof OpenHold hold && hold.isOpenIn(runtime)) {
            holds.add(hold);
          }
        });
    return holds;
  }

  private String kind(Request request) {
    return kinds.of(request.label(), request.resource(), request.path());
  }

  private void check(Nesting nesting) {
    String first = kind(nesting.held());
    String second = kind(nesting.wanted());
    if (first.equals(second)) {
      check(nesting, ofKeys, nesting.ofKeys(), Set.of(first));
      return;
    }
    Order order = new Order(first, second);
    if (nesting.isByHand() || order.equals(nesting.ofKeys())) {
      check(nesting, ofKeys, order, Set.of());
    }
    if (!nesting.isByHand()) {
      check(nesting, ofKinds, order, Set.of());
    }
  }

  private void check(Nesting nesting, Orders orders, Order order, Set<String> kind) {
    if (orders.knows(order, nesting.gates())) {
      return;
    }
    Request held = nesting.held();
    Request wanted = nesting.wanted();
    NestedCall call = calls.first(held.method(), wanted.method());
    Witness witness = new Witness(order, nesting.gates(), call, held.label(), wanted.label());
    List<Witness> circle = orders.note(witness, warning == null);
    if (circle.isEmpty()) {
      return;
    }
    Set<String> about = kind.isEmpty() ? about(circle, nesting) : kind;
    if (warning == null || (reported.size() < MOST_REPORTS && reported.add(about))) {
      NestedCall now = calls.now(call.held(), call.wanted());
      tell(new Disorder(steps(circle, orders == ofKinds ? null : nesting, now)), wanted);
    }
  }

  /** What is reported once: the locks, or by hand, where each call has others, the places. */
  private static Set<String> about(List<Witness> circle, Nesting nesting) {
    return circle.stream()
        .map(witness -> nesting.isAllByHand() ? witness.call().wanted() : witness.order().wanted())
        .collect(Collectors.toSet());
  }

  /** As a person knows the locks: by their kinds, or the two keys by their names. */
  private static List<Disorder.Step> steps(
      List<Witness> circle, @Nullable Nesting ofKeys, NestedCall now) {
    List<Disorder.Step> steps = new ArrayList<>();
    for (Witness witness : circle) {
      boolean isFirst = steps.isEmpty();
      String held = witness.held();
      String wanted = witness.wanted();
      if (ofKeys != null) {
        String outer = ofKeys.held().resource();
        String inner = ofKeys.wanted().resource();
        held = isFirst ? outer : inner;
        wanted = isFirst ? inner : outer;
      }
      steps.add(new Disorder.Step(held, wanted, isFirst ? now : witness.call()));
    }
    return steps;
  }

  private void tell(Disorder disorder, Request wanted) {
    if (warning != null) {
      warning.accept("order-check: " + disorder.message(), disorder.stacks());
      return;
    }
    Map<String, Object> facts = new HashMap<>();
    facts.put(
        "message",
        "Lock '%s' is refused (order-check=fail): %s The body did not run."
            .formatted(wanted.resource(), disorder.message()));
    facts.put("resource", wanted.resource());
    facts.put("path", wanted.path());
    Throwable before = disorder.before();
    if (before != null) {
      facts.put("cause", before);
    }
    throw LockOrderException.of(facts);
  }
}
