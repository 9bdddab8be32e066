package io.zklocked.runtime.call;

import io.zklocked.Fencing;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.engine.Attempt;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.LockSpace;
import io.zklocked.runtime.engine.Pending;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.syntax.WaitTime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Grants everything at once, and takes it away when it is told to. Thread-safe. */
final class LosingSpace implements LockSpace {

  private final Map<String, Given> grants = new ConcurrentHashMap<>();

  /** Whether a grant is lost before anybody has asked to be told. */
  boolean losesBeforeItIsHeard;

  private final Calls calls =
      new Calls(
          new Acquirer(this, new Waiting(1, 0, any -> {}), 0, LosingSpace::silent, null),
          KeySpace.below("/losing"),
          any -> null,
          WaitTime.FOREVER,
          new Retention(0, any -> {}),
          new OverdueWatch(LosingSpace::silent, any -> {}, any -> {}),
          new MinimumHolds(LosingSpace::silent, any -> {}),
          Transactions.NONE,
          lock -> lock,
          any -> {});

  private static Future<?> silent(long nanos, Runnable event) {
    return new CompletableFuture<>();
  }

  /** A method without parameters that has these locks. */
  LockedMethod prepare(LockAttributes... locks) {
    return calls.prepare(
        new MethodFacts(
            MethodHandles.lookup(),
            "body",
            MethodType.methodType(Object.class),
            true,
            List.of(),
            List.of(locks)));
  }

  /** The last grant of a resource. */
  Given grant(String resource) {
    return Objects.requireNonNull(grants.get(resource));
  }

  void lose(String resource) {
    grant(resource).lose(LockLostException.Reason.SESSION_EXPIRED);
  }

  private Grant given(Request request) {
    Given given = new Given(request);
    if (losesBeforeItIsHeard) {
      given.lose(LockLostException.Reason.SESSION_EXPIRED);
    }
    grants.put(request.resource(), given);
    return given;
  }

  @Override
  public Attempt acquire(Request request) {
    CompletableFuture<Grant> outcome = CompletableFuture.completedFuture(given(request));
    return new Granted(outcome);
  }

  @Override
  public Pending<List<Grant>> acquireAll(List<Request> requests) {
    CompletableFuture<List<Grant>> outcome =
        CompletableFuture.completedFuture(requests.stream().map(this::given).toList());
    return new Pending<>() {
      @Override
      public CompletableFuture<List<Grant>> outcome() {
        return outcome;
      }

      @Override
      public void lookUpHolder() {}

      @Override
      public @Nullable String delay() {
        return null;
      }

      @Override
      public void giveUp(Attempt.Reason reason) {}
    };
  }

  @Override
  public Attempt downgrade(Grant write, Request read) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void reentered(String label) {}

  @Override
  public void overdue(String label) {}

  @Override
  public CompletableFuture<Void> drain() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void abandon() {
    throw new UnsupportedOperationException();
  }

  private record Granted(CompletableFuture<Grant> outcome) implements Attempt {
    @Override
    public void lookUpHolder() {}

    @Override
    public @Nullable String delay() {
      return null;
    }

    @Override
    public void giveUp(Attempt.Reason why) {}
  }

  /** What was granted. */
  static final class Given implements Grant {

    private final Request request;
    private final AtomicReference<@Nullable Runnable> listener = new AtomicReference<>();
    private volatile LockLostException.@Nullable Reason loss;
    private volatile boolean closed;

    Given(Request request) {
      this.request = request;
    }

    /** As the engine does it: the loss shows first, and then whoever asked is told, once. */
    void lose(LockLostException.Reason reason) {
      loss = reason;
      tell();
    }

    private void tell() {
      Runnable told = listener.getAndSet(null);
      if (told != null) {
        told.run();
      }
    }

    boolean isClosed() {
      return closed;
    }

    @Override
    public Request request() {
      return request;
    }

    @Override
    public LockState state() {
      return loss == null ? LockState.VALID : LockState.LOST;
    }

    @Override
    public LockLostException.@Nullable Reason loss() {
      return loss;
    }

    @Override
    public Fencing fencing() {
      return new Fencing(7, 1);
    }

    @Override
    public long heldNanos() {
      return 0;
    }

    @Override
    public void onLost(Runnable told) {
      listener.set(told);
      if (loss != null) {
        tell();
      }
    }

    @Override
    public LockLostException.@Nullable Reason close() {
      closed = true;
      return loss;
    }

    @Override
    public CompletableFuture<LockLostException.@Nullable Reason> released() {
      return CompletableFuture.completedFuture(loss);
    }
  }
}
