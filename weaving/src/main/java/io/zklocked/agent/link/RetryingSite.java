package io.zklocked.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.function.Supplier;

/**
 * A call site that could not be linked yet: each call tries again, and fails if that fails.
 * Thread-safe: linking twice at the same time is harmless.
 */
final class RetryingSite extends MutableCallSite {

  private static final MethodHandle LINK;

  static {
    try {
      LINK =
          MethodHandles.lookup()
              .findVirtual(RetryingSite.class, "link", MethodType.methodType(MethodHandle.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Supplier<MethodHandle> link;

  RetryingSite(MethodType type, Supplier<MethodHandle> link) {
    super(type);
    this.link = link;
    setTarget(MethodHandles.foldArguments(MethodHandles.exactInvoker(type), LINK.bindTo(this)));
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private MethodHandle link() {
    MethodHandle linked = link.get();
    setTarget(linked);
    return linked;
  }
}
