package io.zklocked.agent.link;

import io.zklocked.runtime.call.LockedMethod;
import io.zklocked.runtime.observe.Observations;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes handles that let each call run as if it were not woven, whatever comes of its locks, where
 * nothing is to be locked. Thread-safe.
 */
final class Harmless {

  private static final MethodHandle FAILED;
  private static final MethodHandle LEAVE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FAILED =
          lookup.findVirtual(
              Harmless.class,
              "failed",
              MethodType.methodType(Object.class, String.class, Throwable.class));
      LEAVE =
          lookup.findVirtual(
              Harmless.class,
              "leave",
              MethodType.methodType(Object.class, Object.class, Object.class, Throwable.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Observations observations;

  Harmless(Observations observations) {
    this.observations = observations;
  }

  /**
   * Enters a call, and lets it run if that fails.
   *
   * @param linked makes the handle that enters; may fail
   * @param method which method, for people
   */
  MethodHandle enter(Supplier<MethodHandle> linked, MethodType type, String method) {
    MethodHandle enter;
    try {
      enter = linked.get();
    } catch (RuntimeException | LinkageError e) {
      failed(method, e);
      return Unlocked.handle(type);
    }
    return MethodHandles.catchException(
        enter, Throwable.class, MethodHandles.insertArguments(FAILED, 0, this, method));
  }

  /** Leaves after a body that returned, and gives its result whatever comes of that. */
  MethodHandle exit(MethodType type) {
    return Exits.exit(type, LEAVE.bindTo(this));
  }

  /** Leaves after a body that threw, whose failure stays as it is. */
  MethodHandle fail(MethodType type) {
    // (entered, result, failure) -> (failure, entered), with nothing for what it is told of
    MethodHandle leave =
        MethodHandles.insertArguments(LEAVE.bindTo(this), 1, (Object) null, (Object) null);
    return MethodHandles.dropArguments(
            leave.asType(MethodType.methodType(void.class, Object.class)), 0, Throwable.class)
        .asType(type);
  }

  /** A call could not have been locked; what it has entered instead. */
  Object failed(String method, Throwable failure) {
    if (failure instanceof VirtualMachineError fatal) {
      throw fatal;
    }
    String message = failure.getMessage();
    observations.failed(method, message == null ? failure.toString() : message);
    return LockedMethod.unlocked();
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private @Nullable Object leave(
      Object entered, @Nullable Object result, @Nullable Throwable failure) {
    try {
      return LockedMethod.exit(entered, result, failure);
    } catch (RuntimeException | LinkageError e) {
      observations.failed("the end of a call", String.valueOf(e.getMessage()));
      return result;
    }
  }
}
