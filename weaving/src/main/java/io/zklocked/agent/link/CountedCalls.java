package io.zklocked.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Puts counters in front of handles. Stateless. */
final class CountedCalls {

  private static final MethodHandle INCREMENT;

  static {
    try {
      INCREMENT =
          MethodHandles.lookup()
              .findVirtual(LongAdder.class, "increment", MethodType.methodType(void.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private CountedCalls() {}

  /** The same handle, which counts its calls; the very same where nobody counts. */
  static MethodHandle by(@Nullable LongAdder counter, MethodHandle handle) {
    return counter == null
        ? handle
        : MethodHandles.foldArguments(handle, INCREMENT.bindTo(counter));
  }
}
