package io.zklocked.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call site that is linked by its calls: by the first one that can, and again where what is set
 * from outside has changed; while it cannot be linked, each call tries, and fails if that fails.
 * Thread-safe: linking twice at the same time is harmless.
 */
final class LateSite extends MutableCallSite {

  private static final MethodHandle LINK;

  static {
    try {
      LINK =
          MethodHandles.lookup()
              .findVirtual(LateSite.class, "link", MethodType.methodType(MethodHandle.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Supplier<MethodHandle> link;
  private final LiveSettings settings;
  private final MethodHandle linkAndCall;

  LateSite(MethodType type, Supplier<MethodHandle> link, LiveSettings settings) {
    super(type);
    this.link = link;
    this.settings = settings;
    this.linkAndCall =
        MethodHandles.foldArguments(MethodHandles.exactInvoker(type), LINK.bindTo(this));
    setTarget(linkAndCall);
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private MethodHandle link() {
    // Asked first: what changes while the link is made makes it anew at the next call.
    @Nullable SwitchPoint unchanged = settings.mayChange() ? settings.unchanged() : null;
    MethodHandle linked = link.get();
    setTarget(unchanged == null ? linked : unchanged.guardWithTest(linked, linkAndCall));
    return linked;
  }
}
