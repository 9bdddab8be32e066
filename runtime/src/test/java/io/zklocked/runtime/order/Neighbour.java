package io.zklocked.runtime.order;

import io.zklocked.LockMode;
import io.zklocked.LockOrderException;
import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.JvmIdentity;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.engine.Time;
import io.zklocked.runtime.memory.MemoryEnsemble;
import io.zklocked.spi.ThreadHolds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A process of its own, as far as others can tell. Used by one thread at a time. */
final class Neighbour implements AutoCloseable {

  record Warning(String message, Throwable stacks) {}

  private static final AtomicLong PROCESSES = new AtomicLong(4_711);

  final List<Warning> warnings = new ArrayList<>();
  final List<String> refusals = new ArrayList<>();
  final OrderExchange exchange;
  private final Ensemble ensemble = new MemoryEnsemble();
  private final LockOrder order;

  private Neighbour(String tree, boolean fails) {
    long process = PROCESSES.getAndIncrement();
    AtomicLong count = new AtomicLong();
    exchange =
        new OrderExchange(
            tree,
            new JvmIdentity("web" + process, process, Instant.EPOCH),
            () -> new UUID(process, count.incrementAndGet()),
            new AtOnce(),
            refusals::add);
    LockOrder.Program program = new LockOrder.Program(Set.of(), name -> null);
    order =
        fails
            ? LockOrder.failing(program, exchange)
            : LockOrder.warning(
                (message, stacks) -> warnings.add(new Warning(message, stacks)), program, exchange);
  }

  static Neighbour warned(String tree) {
    return new Neighbour(tree, false).connect();
  }

  static Neighbour failing(String tree) {
    return new Neighbour(tree, true).connect();
  }

  static Neighbour unconnected(String tree) {
    return new Neighbour(tree, false);
  }

  Neighbour connect() {
    ensemble.start(exchange);
    return this;
  }

  /** Takes locks one in the other, named as {@code template=key}. */
  void nest(String... locks) {
    nest(List.of(locks));
  }

  private void nest(List<String> locks) {
    if (!locks.isEmpty()) {
      Request request = request(locks.get(0));
      var unused = order.check(this, request, TimeUnit.SECONDS.toNanos(5));
      Held held = new Held(this, request);
      ThreadHolds.push(held);
      try {
        nest(locks.subList(1, locks.size()));
      } finally {
        ThreadHolds.remove(held);
      }
    }
  }

  /** Whether a call with these locks is refused. */
  boolean refuses(String... locks) {
    try {
      nest(locks);
      return false;
    } catch (LockOrderException e) {
      return true;
    }
  }

  private static Request request(String lock) {
    int equals = lock.indexOf('=');
    String label = lock.substring(0, Math.max(0, equals));
    String resource = lock.substring(equals + 1);
    return new Request(
        "/" + resource.replace("/", "%2F"),
        resource,
        equals < 0 ? Request.BY_HAND : label,
        "main",
        equals < 0 ? Request.BY_HAND : "Shop#" + label,
        LockMode.EXCLUSIVE,
        1,
        false,
        false,
        true);
  }

  @Override
  public void close() {
    ensemble.close();
  }

  /** A timer that waits for nothing. */
  private record AtOnce() implements Time {

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public long wallMillis() {
      return 0;
    }

    @Override
    public void after(long nanos, Runnable event) {
      event.run();
    }
  }

  private record Held(Neighbour process, Request request)
      implements Function<String, @Nullable Object>, HeldRequest {

    @Override
    public @Nullable Object apply(String fact) {
      return null;
    }

    @Override
    public @Nullable Request heldIn(Object runtime) {
      return runtime == process ? request : null;
    }
  }
}
