package io.zklocked.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.util.function.Supplier;

/**
 * A call site that is linked at its first call, and again when what is set from outside has
 * changed; while it cannot be linked, each call tries again, and fails if that fails. Thread-safe:
 * linking twice at the same time is harmless.
 */
final class RelinkingSite extends MutableCallSite {

  private static final MethodHandle LINK;

  static {
    try {
      LINK =
          MethodHandles.lookup()
              .findVirtual(RelinkingSite.class, "link", MethodType.methodType(MethodHandle.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Supplier<MethodHandle> link;
  private final LiveSettings settings;
  private final MethodHandle linkAndCall;

  RelinkingSite(MethodType type, Supplier<MethodHandle> link, LiveSettings settings) {
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
    SwitchPoint unchanged = settings.unchanged();
    MethodHandle linked = link.get();
    setTarget(unchanged.guardWithTest(linked, linkAndCall));
    return linked;
  }
}
