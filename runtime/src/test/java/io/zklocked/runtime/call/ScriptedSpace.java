package io.zklocked.runtime.call;

import io.zklocked.Fencing;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Attempt;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.LockSpace;
import io.zklocked.runtime.engine.Pending;
import io.zklocked.runtime.engine.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Grants what is asked for when it is told to, and writes down what happens. Thread-safe. */
final class ScriptedSpace implements LockSpace {

  final List<String> events = new CopyOnWriteArrayList<>();
  final List<Long> retained = new CopyOnWriteArrayList<>();
  final List<String> closedResources = new CopyOnWriteArrayList<>();
  final List<Asked> attempts = new CopyOnWriteArrayList<>();
  boolean grantsAtOnce = true;

  /** Complete once a grant was closed. */
  final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** What the grants say of their loss. */
  LockLostException.@Nullable Reason loss;

  /** For how long the grants say that they are held. */
  long heldNanos;

  /** What the grants say of their release. */
  CompletableFuture<LockLostException.@Nullable Reason> released =
      CompletableFuture.completedFuture(null);

  @Override
  public Attempt acquire(Request request) {
    return asked("acquire", request);
  }

  @Override
  public Pending<List<Grant>> acquireAll(List<Request> requests) {
    requests.forEach(request -> retained.add(request.retainNanos()));
    events.add("acquire all " + requests.stream().map(Request::resource).toList());
    if (!grantsAtOnce) {
      throw LockInterruptedException.of(Map.of("message", "refused"));
    }
    CompletableFuture<List<Grant>> outcome =
        CompletableFuture.completedFuture(requests.stream().<Grant>map(Given::new).toList());
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
    return asked("downgrade " + write.request().mode() + " to", read);
  }

  private Attempt asked(String what, Request request) {
    events.add(what + " " + request.mode());
    Asked attempt = new Asked(request);
    attempts.add(attempt);
    if (grantsAtOnce) {
      attempt.grant();
    }
    return attempt;
  }

  @Override
  public void reentered(String label) {
    events.add("reentered");
  }

  @Override
  public void overdue(String label) {
    events.add("overdue");
  }

  @Override
  public CompletableFuture<Void> drain() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void abandon() {
    throw new UnsupportedOperationException();
  }

  /** One attempt. */
  final class Asked implements Attempt {

    private final Request request;
    private final CompletableFuture<Grant> outcome = new CompletableFuture<>();

    Asked(Request request) {
      this.request = request;
    }

    void grant() {
      outcome.complete(new Given(request));
    }

    @Override
    public CompletableFuture<Grant> outcome() {
      return outcome;
    }

    @Override
    public void lookUpHolder() {
      events.add("look up");
    }

    @Override
    public @Nullable String delay() {
      return outcome.isDone() ? null : request.method() + " waits for " + request.resource();
    }

    @Override
    public void giveUp(Attempt.Reason reason) {
      events.add("give up " + reason);
      outcome.completeExceptionally(LockInterruptedException.of(Map.of("message", "given up")));
    }
  }

  private final class Given implements Grant {

    private final Request request;

    Given(Request request) {
      this.request = request;
    }

    @Override
    public Request request() {
      return request;
    }

    @Override
    public LockState state() {
      return LockState.VALID;
    }

    @Override
    public LockLostException.@Nullable Reason loss() {
      return loss;
    }

    @Override
    public Fencing fencing() {
      return new Fencing(1, 1);
    }

    @Override
    public long heldNanos() {
      return heldNanos;
    }

    @Override
    public void onLost(Runnable listener) {}

    @Override
    public LockLostException.@Nullable Reason close() {
      events.add("close " + request.mode());
      closedResources.add(request.resource());
      closed.complete(null);
      return loss;
    }

    @Override
    public CompletableFuture<LockLostException.@Nullable Reason> released() {
      return released;
    }
  }
}
