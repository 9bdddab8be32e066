package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One look at the orders of others: whether a new order closes a circle with them. The names of the
 * directories tell which orders there are; only those on a way back from what is wanted to what is
 * held are read. Thread-safe.
 */
final class Survey {

  private static final int MOST_ORDERS = 100;

  /** Of an order that many processes take, a few will do. */
  private static final int MOST_PROCESSES = 8;

  private static final int MOST_STEPS = 10_000;

  private final Session session;
  private final Notice notice;
  private final Notices own;
  private final BiConsumer<Code, String> failed;
  private final Map<String, Collection<Witness>> under = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger(1);
  private final AtomicBoolean isIncomplete = new AtomicBoolean();

  /**
   * Has not looked yet.
   *
   * @param session by which it looks
   * @param notice the order, to be told what came of it
   * @param own what this process has published beside it
   * @param failed told of requests that were refused
   */
  Survey(Session session, Notice notice, Notices own, BiConsumer<Code, String> failed) {
    this.session = session;
    this.notice = notice;
    this.own = own;
    this.failed = failed;
  }

  /** Looks at those orders among the ones named that can be part of a circle. */
  void of(List<String> names) {
    for (OrderPath order : onTheWayBack(names)) {
      list(own.directory() + "/" + order.name());
    }
    ended();
  }

  private List<OrderPath> onTheWayBack(List<String> names) {
    OrderPath start = OrderPath.of(notice.witness().order());
    List<OrderPath> orders = new ArrayList<>();
    for (String name : names) {
      OrderPath order = OrderPath.parse(name);
      if (order != null && !order.equals(start)) {
        orders.add(order);
      }
    }
    Set<String> ahead = reached(start.wanted(), orders, OrderPath::held, OrderPath::wanted);
    Set<String> behind = reached(start.held(), orders, OrderPath::wanted, OrderPath::held);
    return orders.stream()
        .filter(order -> ahead.contains(order.held()) && behind.contains(order.wanted()))
        .limit(MOST_ORDERS)
        .toList();
  }

  private static Set<String> reached(
      String start,
      List<OrderPath> orders,
      Function<OrderPath, String> from,
      Function<OrderPath, String> to) {
    Map<String, List<String>> steps = new HashMap<>();
    for (OrderPath order : orders) {
      steps.computeIfAbsent(from.apply(order), lock -> new ArrayList<>()).add(to.apply(order));
    }
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>();
    reached.add(start);
    next.add(start);
    while (!next.isEmpty()) {
      for (String step : steps.getOrDefault(next.remove(), List.of())) {
        if (reached.add(step)) {
          next.add(step);
        }
      }
    }
    return reached;
  }

  private void list(String directory) {
    open.incrementAndGet();
    session.list(
        directory,
        false,
        (code, names) -> {
          if (names != null) {
            names.stream().limit(MOST_PROCESSES).forEach(name -> look(directory, name));
          } else {
            failed(code, directory);
          }
          ended();
        });
  }

  private void look(String directory, String name) {
    String node = directory + "/" + name;
    Notice ours = own.get(directory);
    if (ours != null && ours.isAt(node)) {
      add(ours.witness(), ours.czxid());
      return;
    }
    open.incrementAndGet();
    session.read(
        node,
        false,
        (code, read) -> {
          Witness witness = read == null ? null : OrderRecord.decode(read.data());
          if (read == null) {
            failed(code, node);
          } else if (witness != null && directory.equals(own.directory(witness.order()))) {
            add(witness, read.czxid());
          }
          ended();
        });
  }

  /** Of two the later one sees the other, so that a circle is told of by one. */
  private void add(Witness witness, long czxid) {
    if (czxid < notice.czxid()) {
      under
          .computeIfAbsent(witness.order().held(), lock -> new ConcurrentLinkedQueue<>())
          .add(witness);
    }
  }

  private void failed(Code code, String path) {
    if (code == Code.DOUBTFUL || code == Code.SESSION_ENDED) {
      isIncomplete.set(true);
    } else if (code != Code.NO_NODE) {
      failed.accept(code, path);
    }
  }

  private void ended() {
    if (open.decrementAndGet() == 0 && !isIncomplete.get()) {
      notice.looked(session, withOthers(circle()));
    }
  }

  private List<Witness> circle() {
    return Circles.closedBy(
        notice.witness(), lock -> under.getOrDefault(lock, List.of()), MOST_STEPS);
  }

  /** A circle of this process alone was told of when it was closed. */
  private static List<Witness> withOthers(List<Witness> circle) {
    for (Witness witness : circle) {
      if (witness.call().process() != null) {
        return circle;
      }
    }
    return List.of();
  }
}
