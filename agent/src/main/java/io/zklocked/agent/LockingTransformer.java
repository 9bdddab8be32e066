package io.zklocked.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each class that is loaded, and hands those that have something to lock to the weaver,
 * which is opened by the first of them. Thread-safe; the opening is guarded by {@code this}.
 *
 * <p>What is called for a class without annotations of ours must not load classes: an error of
 * circularity there would be permanent for the class that is being loaded.
 */
final class LockingTransformer implements ClassFileTransformer {

  /** Stands for a class that could not be woven: the JVM refuses it, so it never runs unlocked. */
  private static final byte[] REFUSED = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe};

  private final Inside inside;
  private final Instrumentation instrumentation;
  private final ClassLoader own;
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private final ComposedTypes composed = new ComposedTypes();
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
      if (!concerns(loader, name, file)) {
        return null;
      }
      return weaver().transform(module, loader, name, redefined, domain, file);
    } catch (Throwable e) {
      // Thrown on, it would be ignored by the JVM, and the class would run without its locks.
      refuse(name, redefined, e);
      return REFUSED;
    }
  }

  /** Whether a class has methods to lock, or opens transactions, as far as a glance can tell. */
  boolean concerns(ClassLoader loader, @Nullable String name, byte[] file) {
    if (TransactionClasses.isOne(name)) {
      return true;
    }
    ClassScan scan = ClassScan.of(file);
    if (scan == null || scan.namesAnnotation()) {
      return scan != null;
    }
    if (!scan.isAnnotated()) {
      return false;
    }
    try {
      AnnotationWalk walk = new AnnotationWalk(scan);
      return composed.anyOf(walk.onMethods(), loader) || composed.anyOf(walk.onClass(), loader);
    } catch (ArrayIndexOutOfBoundsException e) {
      return false;
    }
  }

  /** Loads, ahead of the first class that comes by, all that a glance needs. */
  void warmUp() {
    ClassLoader loader = LockingTransformer.class.getClassLoader();
    String name = LockingTransformer.class.getName().replace('.', '/');
    try (InputStream stream = loader.getResourceAsStream(name + ".class")) {
      if (stream != null) {
        byte[] file = stream.readAllBytes();
        transform(null, loader, name, null, null, file);
        composed.anyOf(List.of("Lio/zklocked/agent/Warm;", "Lwarm/Up;"), loader);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the agent cannot read its own jar: " + e, e);
    }
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

  private static void refuse(
      @Nullable String name, @Nullable Class<?> redefined, Throwable failure) {
    Console.print(
        "zklocked: ERROR "
            + name
            + " has methods with @ZkLocked and could not be woven"
            + (redefined == null
                ? ", so it is not loaded: "
                : " again; it was loaded before the agent and RUNS WITHOUT LOCKS: ")
            + failure);
  }
}
