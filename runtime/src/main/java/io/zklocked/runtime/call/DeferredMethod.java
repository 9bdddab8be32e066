package io.zklocked.runtime.call;

import io.zklocked.ZkLockException;
import io.zklocked.runtime.reactor.Reactor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What locks the subscriptions of one method that returns a publisher. A call evaluates the keys
 * and returns a publisher of ours; each subscription to that acquires the locks, without blocking
 * any thread, runs the body under them, subscribes to what it returned, and releases at its end.
 * Immutable and thread-safe.
 */
public final class DeferredMethod {

  private static final MethodHandle CALLED;

  static {
    try {
      CALLED =
          MethodHandles.lookup()
              .findVirtual(
                  Woven.class, "called", MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Acquirer acquirer;
  private final MethodFacts method;
  private final Reactor reactor;
  private final Keys keys;
  private final HoldTerms terms;

  /** What is subscribed to when a lock is busy; null if that is a failure. */
  private final @Nullable Instead instead;

  /** Evaluates the keys of a call. */
  @FunctionalInterface
  interface Keys {
    List<Acquirer.Wish> of(@Nullable Object self, @Nullable Object[] arguments);
  }

  /** The body of one call, which each subscription runs anew. */
  @FunctionalInterface
  public interface Body {

    /**
     * Runs it.
     *
     * @return what it returned
     * @throws Throwable what it threw
     */
    @Nullable Object run() throws Throwable;
  }

  DeferredMethod(
      Acquirer acquirer,
      MethodFacts method,
      Reactor reactor,
      Keys keys,
      HoldTerms terms,
      @Nullable Instead instead) {
    this.acquirer = acquirer;
    this.method = method;
    this.reactor = reactor;
    this.keys = keys;
    this.terms = terms;
    this.instead = instead;
  }

  HoldTerms terms() {
    return terms;
  }

  CompletableFuture<Held> acquire(DeferredCall call) {
    return acquirer.acquireAsync(call.wishes());
  }

  /**
   * Defers a call, for interceptors. Does not block.
   *
   * @param self the object of the call; null if the method is static
   * @param arguments all arguments
   * @param body the body of this call, which runs at once if the call wants no lock
   * @return what the call returns
   * @throws ZkLockException if the arguments give no key
   * @throws Throwable what a body throws that runs at once
   */
  public @Nullable Object defer(@Nullable Object self, @Nullable Object[] arguments, Body body)
      throws Throwable {
    Object publisher = publisher(self, arguments, body, failure -> failure);
    return publisher == null ? body.run() : publisher;
  }

  /** Null if the call wants no lock. */
  private @Nullable Object publisher(
      @Nullable Object self,
      @Nullable Object[] arguments,
      Body body,
      Function<ZkLockException, RuntimeException> told) {
    List<Acquirer.Wish> wishes = keys.of(self, arguments);
    if (wishes.isEmpty()) {
      return null;
    }
    Instead other = instead;
    DeferredCall.Otherwise otherwise =
        other == null ? null : busy -> other.call(self, arguments, busy);
    DeferredCall call = new DeferredCall(this, wishes, body, otherwise, told);
    return reactor.publisher(method.type().returnType(), () -> new DeferredRun(call));
  }

  /**
   * Defers the calls of a woven method.
   *
   * @param body calls exactly that method, with its object first unless it is static
   * @param told makes of our exceptions what subscribers are told
   * @return a handle of the same type; it gives null where the body is to run at once, because the
   *     call is that of a subscription or wants no lock
   */
  public MethodHandle defer(MethodHandle body, Function<ZkLockException, RuntimeException> told) {
    MethodHandle fixed = body.asFixedArity();
    int count = fixed.type().parameterCount();
    MethodHandle spread = fixed.asType(fixed.type().generic()).asSpreader(Object[].class, count);
    return CALLED
        .bindTo(new Woven(this, spread, told))
        .asCollector(Object[].class, count)
        .asType(fixed.type());
  }

  /** The calls of a woven method, of callers and of subscriptions alike. */
  private record Woven(
      DeferredMethod deferred,
      MethodHandle body,
      Function<ZkLockException, RuntimeException> told) {

    @SuppressWarnings("UnusedMethod") // found by name
    @Nullable Object called(@Nullable Object[] all) {
      BegunBody own = BegunBody.of(deferred.method);
      if (own.isBegun()) {
        return null;
      }
      boolean isStatic = deferred.method.isStatic();
      @Nullable Object[] arguments = isStatic ? all : Arrays.copyOfRange(all, 1, all.length);
      return deferred.publisher(
          isStatic ? null : all[0], arguments, () -> own.run(body, all), told);
    }
  }
}
