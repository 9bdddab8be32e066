package io.zklocked.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each class that is loaded, and hands those that have something to lock to the weaver,
 * which is opened by the first of them. Thread-safe; the opening is guarded by {@code this}.
 */
final class LockingTransformer implements ClassFileTransformer {

  /** Stands for a class that could not be woven: the JVM refuses it, so it never runs unlocked. */
  private static final byte[] REFUSED = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe};

  private final Inside inside;
  private final Instrumentation instrumentation;
  private final ClassLoader own;
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private volatile @Nullable ClassFileTransformer weaver;

  LockingTransformer(Inside inside, Instrumentation instrumentation) {
    this.inside = inside;
    this.instrumentation = instrumentation;
    this.own = inside.loader();
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] file) {
    if (loader == null || loader == platform || loader == own) {
      return null;
    }
    try {
      if (!inside.concerns(loader, file)) {
        return null;
      }
      return weave(module, loader, name, redefined, domain, file);
    } catch (Throwable e) {
      // Thrown on, it would be ignored by the JVM, and the class would run without its locks.
      return refuses(loader, name, redefined, e) ? REFUSED : null;
    }
  }

  /** Loads, ahead of the first class that comes by, what looking at one needs here. */
  void warmUp() {
    transform(null, LockingTransformer.class.getClassLoader(), "", null, null, new byte[0]);
  }

  /** With the agent's own rights, where it is somebody's code without them that loads the class. */
  @SuppressWarnings("removal") // there are security managers up to JDK 23
  private byte @Nullable [] weave(
      @Nullable Module module,
      ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] file)
      throws PrivilegedActionException, IllegalClassFormatException {
    if (System.getSecurityManager() == null) {
      return weaver().transform(module, loader, name, redefined, domain, file);
    }
    PrivilegedExceptionAction<byte @Nullable []> action =
        () -> weaver().transform(module, loader, name, redefined, domain, file);
    return AccessController.doPrivileged(action);
  }

  private ClassFileTransformer weaver() {
    ClassFileTransformer open = weaver;
    if (open == null) {
      synchronized (this) {
        open = weaver;
        if (open == null) {
          open = inside.weaver(instrumentation);
          weaver = open;
        }
      }
    }
    return open;
  }

  private boolean refuses(
      ClassLoader loader, @Nullable String name, @Nullable Class<?> redefined, Throwable failure) {
    String shown = name == null ? "a class without a name" : name.replace('/', '.');
    boolean refused = inside.refuses(loader, shown, redefined != null, failure);
    Console.print(
        "zklocked: ERROR "
            + shown
            + " has methods with @ZkLocked and could not be woven"
            + (refused
                ? ", so it is not loaded: "
                : redefined == null
                    ? "; on-unwoven=warn lets it be loaded, and it RUNS WITHOUT LOCKS: "
                    : " again; it was loaded before the agent and RUNS WITHOUT LOCKS: ")
            + failure);
    return refused;
  }
}
