package io.zklocked.runtime.call;

import io.zklocked.LockBusyException;
import io.zklocked.rules.Fallbacks;
import io.zklocked.rules.LockAttributes;
import io.zklocked.rules.MethodSight;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the calls of one method do when its lock is busy. Thread-safe. */
final class Instead {

  private final MethodFacts method;
  private final String name;

  /** Takes the object, all arguments and the exception, in an array; null until it is called. */
  private volatile @Nullable MethodHandle fallback;

  /** Of a method that has passed all rules. */
  Instead(MethodFacts method) {
    this.method = method;
    this.name = LockAttributes.together(method.locks(), LockAttributes::fallback);
  }

  private static MethodHandle fallback(MethodFacts method, String name) {
    MethodSight sight = method.sight();
    boolean isTold = Fallbacks.isTold(Fallbacks.of(name, sight), sight);
    MethodHandle handle = handle(method, name, isTold);
    if (!isTold) {
      handle = MethodHandles.dropArguments(handle, handle.type().parameterCount(), Object.class);
    }
    if (handle.type().parameterCount() == method.type().parameterCount() + 1) {
      handle = MethodHandles.dropArguments(handle, 0, Object.class); // it is static
    }
    int count = handle.type().parameterCount();
    return handle.asType(MethodType.genericMethodType(count)).asSpreader(Object[].class, count);
  }

  /** By the name of the exception, which may be that of the application's loader. */
  private static MethodHandle handle(MethodFacts method, String name, boolean isTold) {
    Class<?>[] own = method.type().parameterArray();
    int count = own.length + (isTold ? 1 : 0);
    String exception = LockBusyException.class.getName();
    for (Method each : method.lookup().lookupClass().getDeclaredMethods()) {
      Class<?>[] types = each.getParameterTypes();
      if (each.getName().equals(name)
          && !each.isBridge()
          && types.length == count
          && Arrays.equals(types, 0, own.length, own, 0, own.length)
          && (!isTold || types[own.length].getName().equals(exception))) {
        try {
          return method.lookup().unreflect(each);
        } catch (IllegalAccessException e) {
          throw new IllegalStateException("the fallback " + name + " is out of reach", e);
        }
      }
    }
    throw new IllegalStateException("the fallback " + name + " was there a moment ago");
  }

  /** Whether there is a fallback. */
  boolean isCall() {
    return !name.isEmpty();
  }

  @Nullable Object skipped() {
    return Skipped.value(method.type().returnType());
  }

  @Nullable Object call(@Nullable Object self, @Nullable Object[] arguments, Throwable busy)
      throws Throwable {
    if (!isCall()) {
      return skipped();
    }
    // Not before: woven code makes the call itself, with the exception of the application's loader.
    MethodHandle handle = fallback;
    if (handle == null) {
      handle = fallback(method, name);
      fallback = handle;
    }
    @Nullable Object[] all = new @Nullable Object[arguments.length + 2];
    all[0] = self;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = busy;
    return handle.invokeExact(all);
  }
}
