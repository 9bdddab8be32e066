package io.zklocked.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;

/**
 * Weaves classes that were loaded before the agent, which would otherwise never be locked: one at a
 * time, as one bad class fails a whole batch. Confined to one thread.
 */
final class Sweep {

  private final Inside inside;
  private final Instrumentation instrumentation;

  Sweep(Inside inside, Instrumentation instrumentation) {
    this.inside = inside;
    this.instrumentation = instrumentation;
  }

  void weave(Class<?>[] loaded) {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    for (Class<?> type : loaded) {
      ClassLoader loader = type.getClassLoader();
      if (loader != null
          && loader != platform
          && !(loader instanceof IsolatedLoader)
          && !isOurs(type)
          && instrumentation.isModifiableClass(type)
          && concerns(loader, type)) {
        weave(type);
      }
    }
  }

  /** What finds the annotation has its name inside, and nothing to lock. */
  private static boolean isOurs(Class<?> type) {
    return type.getClassLoader() == Sweep.class.getClassLoader()
        && type.getPackageName().equals(Sweep.class.getPackageName());
  }

  /** A class whose file cannot be found again is left to the transformer, which is given it. */
  private boolean concerns(ClassLoader loader, Class<?> type) {
    String name = type.getName().replace('.', '/');
    try (InputStream stream = loader.getResourceAsStream(name + ".class")) {
      return stream == null || inside.concerns(loader, stream.readAllBytes());
    } catch (IOException | RuntimeException | LinkageError e) {
      return true; // of a loader that is closed, for example: the transformer is given the file
    }
  }

  private void weave(Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError e) {
      var unused = inside.refuses(type.getClassLoader(), type.getName(), true, e);
      Console.print(
          "zklocked: ERROR "
              + type.getName()
              + " was loaded before the agent and cannot be woven any more: its methods with"
              + " @ZkLocked RUN WITHOUT LOCKS: "
              + e);
    }
  }
}
