package io.zklocked.runtime.call;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * What locks the calls of one method. Immutable and thread-safe.
 *
 * <p>A call is {@link #enter}, body, {@link #exit}. What {@code enter} gives is either the token of
 * the entered call, which must be given to {@code exit} exactly once on the same thread, or, only
 * where the method skips its body, the {@link io.zklocked.LockBusyException} that says why: then
 * the call returns {@link #skipped} and {@code exit} is not called. When {@code enter} throws, the
 * body must not run, and {@code exit} must not be called.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class LockedMethod {

  /**
   * Enters a call, for woven code.
   *
   * @return a handle that takes the subjects of the template, in their order and with their
   *     declared types, and returns an {@link Object}
   */
  public MethodHandle enter() {
    throw new UnsupportedOperationException();
  }

  /**
   * Enters a call, for interceptors.
   *
   * @param self the object of the call; null if the method is static
   * @param arguments all arguments
   * @return the token of the entered call, or a {@link io.zklocked.LockBusyException}
   */
  public Object enter(@Nullable Object self, @Nullable Object[] arguments) {
    throw new UnsupportedOperationException("" + self + arguments.length);
  }

  /**
   * Leaves a call that was entered.
   *
   * @param entered what {@code enter} gave
   * @param result what the body returned
   * @param failure what the body threw, or null
   * @return the result, the same instance
   * @throws io.zklocked.LockLostException if the lock was not valid at the end and the body
   *     succeeded; added to the body's failure as suppressed otherwise
   */
  public static @Nullable Object exit(
      Object entered, @Nullable Object result, @Nullable Throwable failure) {
    throw new UnsupportedOperationException("" + entered + result + failure);
  }

  /**
   * What a call returns whose body is skipped.
   *
   * @return null, an empty optional, or a completed stage, as the return type asks
   */
  public @Nullable Object skipped() {
    throw new UnsupportedOperationException();
  }
}
