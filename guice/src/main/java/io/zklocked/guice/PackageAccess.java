package io.zklocked.guice;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.matcher.Matchers;
import org.aopalliance.intercept.MethodInvocation;

/**
 * Finds out, once and only where it matters, whether Guice can define a subclass in the package of
 * its superclass. It cannot on JVMs that deny {@code sun.misc.Unsafe}, as JDK 25 does with {@code
 * --sun-misc-unsafe-memory-access=deny}, nor with {@code -Dguice_custom_class_loading=CHILD}; then
 * all that is package-private is out of its reach. Without state.
 */
final class PackageAccess {

  private PackageAccess() {}

  static boolean isThere() {
    return Probe.REACHED;
  }

  /** A class that Guice can enhance only with that access. */
  static class Probe {
    static final boolean REACHED = isReached();

    @Inject
    Probe() {}

    public void touch() {}

    private static boolean isReached() {
      try {
        Guice.createInjector(
            binder -> {
              binder.bindInterceptor(
                  Matchers.only(Probe.class), Matchers.any(), MethodInvocation::proceed);
              binder.bind(Probe.class);
            });
        return true;
      } catch (CreationException e) {
        return false;
      }
    }
  }
}
