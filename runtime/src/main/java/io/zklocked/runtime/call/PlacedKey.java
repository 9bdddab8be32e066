package io.zklocked.runtime.call;

import io.zklocked.LockKeyException;
import io.zklocked.runtime.key.LockKey;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/** Names the method in what is said of its key. Stateless. */
final class PlacedKey {

  private static final MethodHandle REFUSE;

  static {
    try {
      REFUSE =
          MethodHandles.lookup()
              .findStatic(
                  PlacedKey.class,
                  "refuse",
                  MethodType.methodType(LockKey.class, String.class, LockKeyException.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private PlacedKey() {}

  /** The same handle, whose failures name the place. */
  static MethodHandle of(String place, MethodHandle key) {
    return MethodHandles.catchException(key, LockKeyException.class, REFUSE.bindTo(place));
  }

  static LockKeyException failure(String place, LockKeyException failure) {
    return LockKeyException.of(
        Map.of("message", place + ": " + failure.getMessage(), "cause", failure));
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private static LockKey refuse(String place, LockKeyException failure) {
    throw failure(place, failure);
  }
}
