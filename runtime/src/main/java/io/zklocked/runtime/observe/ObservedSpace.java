package io.zklocked.runtime.observe;

import io.zklocked.LockMode;
import io.zklocked.runtime.engine.Attempt;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.engine.LockObserver.Outcome;
import io.zklocked.runtime.engine.LockSpace;
import io.zklocked.runtime.engine.Pending;
import io.zklocked.runtime.engine.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Locks that are none: whoever asks is granted at once, and those whose bodies overlap are counted.
 * The observer is told what would have happened: of a call that would have waited, that it was
 * granted when those before it have left, and that it was released after that. Thread-safe: what
 * belongs to one key changes within the map's own lock, and nothing foreign runs under it.
 */
public final class ObservedSpace implements LockSpace {

  private final Observations observations;
  private final LockObserver observer;
  private final LongSupplier clock;
  private final ConcurrentMap<String, ObservedKey> keys = new ConcurrentHashMap<>();

  /**
   * A space in which nobody is.
   *
   * @param observations counts what would have been waited for
   * @param observer as of any other locks
   * @param clock monotonic nanoseconds
   */
  public ObservedSpace(Observations observations, LockObserver observer, LongSupplier clock) {
    this.observations = observations;
    this.observer = observer;
    this.clock = clock;
  }

  @Override
  public Attempt acquire(Request request) {
    return new Granted(CompletableFuture.completedFuture(grant(request, null)));
  }

  @Override
  public Pending<List<Grant>> acquireAll(List<Request> requests) {
    Map<String, Request> strongest = new TreeMap<>();
    for (Request request : requests) {
      strongest.merge(request.path(), request, ObservedSpace::stronger);
    }
    List<Grant> grants = new ArrayList<>(strongest.size());
    strongest.values().forEach(request -> grants.add(grant(request, null)));
    return new AllGranted(CompletableFuture.completedFuture(grants));
  }

  private static Request stronger(Request one, Request other) {
    return one.mode() == LockMode.READ
            || (one.mode() == LockMode.WRITE && other.mode() == LockMode.EXCLUSIVE)
        ? other
        : one;
  }

  @Override
  public Attempt downgrade(Grant write, Request read) {
    ObservedGrant held = write instanceof ObservedGrant own ? own : null;
    return new Granted(CompletableFuture.completedFuture(grant(read, held)));
  }

  private Grant grant(Request request, @Nullable ObservedGrant with) {
    ObservedTemplate template = observations.template(request.label());
    observer.started(request.label());
    ObservedGrant grant = new ObservedGrant(this, request, clock);
    AtomicInteger joined = new AtomicInteger();
    keys.compute(
        request.path(),
        (path, known) -> {
          ObservedKey key = known == null ? new ObservedKey() : known;
          joined.set(key.join(grant, with));
          return key;
        });
    int atOnce = joined.get();
    template.called(atOnce);
    if (atOnce == 1) {
      observer.ended(request.label(), Outcome.GRANTED, 0);
    } else if (request.once()) {
      refused(request, template, atOnce);
    }
    return grant;
  }

  private void refused(Request request, ObservedTemplate template, int atOnce) {
    template.refused();
    observer.ended(request.label(), request.skips() ? Outcome.SKIPPED : Outcome.BUSY, 0);
    if (template.isToBeTold(clock.getAsLong())) {
      observations.tell(
          "'%s' of '%s' was wanted by %d at once; %s, which does not wait, would have been %s; so far: %s"
              .formatted(
                  request.resource(),
                  request.label(),
                  atOnce,
                  request.method(),
                  request.skips() ? "skipped" : "refused as busy",
                  template));
    }
  }

  void closed(ObservedGrant grant) {
    List<ObservedGrant> served = new ArrayList<>(0);
    AtomicBoolean released = new AtomicBoolean();
    keys.computeIfPresent(
        grant.request().path(),
        (path, key) -> {
          released.set(grant.leave());
          served.addAll(key.leave(grant));
          return key.isEmpty() ? null : key;
        });
    if (released.get()) {
      observer.released(grant.request().label(), grant.heldNanos());
    }
    served.forEach(this::served);
  }

  private void served(ObservedGrant grant) {
    Request request = grant.request();
    long waited = grant.waitedNanos();
    ObservedTemplate template = observations.template(request.label());
    template.waited(waited);
    observer.ended(request.label(), Outcome.GRANTED, waited);
    if (grant.isEarly()) {
      observer.released(request.label(), grant.heldNanos());
    }
    if (template.isToBeTold(clock.getAsLong())) {
      observations.tell(
          "'%s' of '%s' was held when %s wanted it, which would have waited %d ms at least; so far: %s"
              .formatted(
                  request.resource(),
                  request.label(),
                  request.method(),
                  waited / 1_000_000,
                  template));
    }
  }

  @Override
  public void reentered(String label) {
    observer.ended(label, Outcome.REENTERED, 0);
  }

  @Override
  public void overdue(String label) {
    observer.overdue(label);
  }

  @Override
  public CompletableFuture<Void> drain() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void abandon() {}

  /** Granted from the start. */
  private record Granted(CompletableFuture<Grant> outcome) implements Attempt {

    @Override
    public void lookUpHolder() {}

    @Override
    public @Nullable String delay() {
      return null;
    }

    @Override
    public void giveUp(Attempt.Reason reason) {}
  }

  /** All granted from the start. */
  private record AllGranted(CompletableFuture<List<Grant>> outcome)
      implements Pending<List<Grant>> {

    @Override
    public void lookUpHolder() {}

    @Override
    public @Nullable String delay() {
      return null;
    }

    @Override
    public void giveUp(Attempt.Reason reason) {}
  }
}
