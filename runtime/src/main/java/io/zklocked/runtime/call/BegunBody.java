package io.zklocked.runtime.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Tells a woven method that its call is the one by which a subscription runs its body. The body
 * stays where it is, so that it can be reached by a call alone; between that call and its first
 * instruction no other code of the application runs. Immutable.
 *
 * @param owner the class that declares the method
 * @param name its name
 * @param type its types
 */
record BegunBody(Class<?> owner, String name, MethodType type) {

  private static final ThreadLocal<@Nullable BegunBody> BEGUN = new ThreadLocal<>();

  static BegunBody of(MethodFacts method) {
    return new BegunBody(method.lookup().lookupClass(), method.name(), method.type());
  }

  /** Calls the method for its body, with all its arguments. */
  @Nullable Object run(MethodHandle method, @Nullable Object[] arguments) throws Throwable {
    BEGUN.set(this);
    try {
      return (Object) method.invokeExact(arguments);
    } finally {
      BEGUN.remove();
    }
  }

  /** Whether the call that arrives is such a one; each is asked once. */
  boolean isBegun() {
    boolean begun = equals(BEGUN.get());
    if (begun) {
      BEGUN.remove();
    }
    return begun;
  }
}
