package io.zklocked.runtime.order;

import io.zklocked.LockOrderException;
import io.zklocked.runtime.engine.Request;
import io.zklocked.spi.ThreadHolds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
 * <p>What other processes do is known by an {@link OrderExchange}: their orders of kinds, so that a
 * circle may lead through several of them, and of the orders of keys a sample, two by two.
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
  private final FreeOrders free = new FreeOrders();
  private final NewOrders newOrders;

  private LockOrder(Reports reports, Program program, @Nullable OrderExchange exchange) {
    this.reports = reports;
    this.calls = new NestedCalls(program.entrances());
    this.kinds = new Kinds(MOST_KINDS, program.properties());
    this.newOrders = new NewOrders(reports, calls, exchange);
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
    var last = ThreadHolds.last();
    if (last == null) {
      return 0;
    }
    if (ThreadHolds.count() > 1) {
      return check(held(runtime), wanted, mostNanos);
    }
    Request held = last instanceof HeldRequest hold ? hold.heldIn(runtime) : null;
    return held == null || free.has(held, wanted) ? 0 : check(held, wanted, List.of(), mostNanos);
  }

  /** What the calling thread holds, the outermost first: its circles are shorter. */
  private static List<Request> held(Object runtime) {
    List<Request> held = new ArrayList<>();
    ThreadHolds.forEach(
        view -> {
          Request request = view instanceof HeldRequest hold ? hold.heldIn(runtime) : null;
          if (request != null) {
            held.add(request);
          }
        });
    Collections.reverse(held);
    return held;
  }

  private long check(List<Request> holds, Request wanted, long mostNanos) {
    long waited = 0;
    for (Request held : holds) {
      if (!free.has(held, wanted)) {
        waited += check(held, wanted, holds, mostNanos - waited);
      }
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
    List<Request> holds = held(runtime);
    List<Request> sorted = List.copyOf(byPath.values());
    for (int i = 1; i < sorted.size(); i++) {
      Request later = sorted.get(i);
      List<Request> before = sorted.subList(Math.max(0, i - MOST_LATER), i);
      List<Request> all = new ArrayList<>(holds);
      all.addAll(before); // whoever waits for this one has those
      for (Request earlier : before) {
        if (kinds.fixOrder(earlier, later)) {
          waited += check(earlier, later, all, mostNanos - waited);
        }
      }
    }
    return waited;
  }

  /** Looks at one of the locks that are held. */
  private long check(Request held, Request wanted, List<Request> holds, long mostNanos) {
    if (held.path().equals(wanted.path())) {
      return 0;
    }
    String first = kinds.of(held);
    String second = kinds.of(wanted);
    if (first.equals(second)) {
      boolean isNew =
          !reports.areOver(first) && isNew(ofKeys.known(held.path(), wanted.path()), held, holds);
      return isNew ? look(ofKeys, Nesting.of(held, wanted, holds), first, mostNanos) : 0;
    }
    long waited = 0;
    boolean isByHand = Nesting.isByHand(held, wanted);
    boolean isFixed = first.equals(held.path()) && second.equals(wanted.path());
    if ((isByHand || isFixed) && isNew(ofKeys.known(first, second), held, holds)) {
      waited = look(ofKeys, Nesting.of(held, wanted, holds), "", mostNanos);
    }
    if (isByHand) {
      return waited;
    }
    Gates known = ofKinds.known(first, second);
    if (isNew(known, held, holds)) {
      waited += look(ofKinds, Nesting.of(held, wanted, holds), "", mostNanos - waited);
    } else if (known != null && known.all().isEmpty() && !isFixed && !reports.areFailures()) {
      free.add(held, wanted);
    }
    return waited;
  }

  private static boolean isNew(@Nullable Gates known, Request held, List<Request> holds) {
    return known == null || !known.areBeside(held, holds);
  }

  private long look(Orders orders, Nesting nesting, String kind, long mostNanos) {
    Request held = nesting.held();
    Request wanted = nesting.wanted();
    NestedCall call = calls.first(held.method(), wanted.method());
    Order order =
        kind.isEmpty()
            ? new Order(kinds.of(held), kinds.of(wanted))
            : new Order(held.path(), wanted.path());
    boolean isOfKinds = orders == ofKinds;
    Witness witness = isOfKinds ? nesting.ofKinds(order, call) : nesting.ofKeys(order, call, kind);
    return newOrders.take(witness, orders, isOfKinds, wanted, mostNanos);
  }
}
