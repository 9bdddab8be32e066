package io.zklocked.runtime.call;

import io.zklocked.ZkLockException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method that returns a publisher. Immutable.
 *
 * @param method which method
 * @param wishes the locks that each of its subscriptions wants
 * @param body what each subscription runs under them
 * @param otherwise what one does whose locks are busy; null if it fails
 * @param told makes of our exceptions those that the subscribers can catch by their types
 */
record DeferredCall(
    DeferredMethod method,
    List<Acquirer.Wish> wishes,
    DeferredMethod.Body body,
    @Nullable Otherwise otherwise,
    Function<ZkLockException, RuntimeException> told) {

  /** Gives what is subscribed to in the place of what the body returns; null for nothing. */
  @FunctionalInterface
  interface Otherwise {
    @Nullable Object call(RuntimeException busy) throws Throwable;
  }
}
