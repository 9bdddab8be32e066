package io.zklocked.guice;

import io.zklocked.runtime.call.Calls;
import io.zklocked.runtime.call.LockedMethod;
import io.zklocked.runtime.call.MethodFacts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The locked methods of one module, each prepared once. What is remembered of a method hangs on its
 * class, so that an injector does not keep alive the classes of a child injector that was dropped.
 * Thread-safe.
 */
final class LockedMethods {

  private final Supplier<Calls> calls;
  private final PerClass prepared = new PerClass();

  LockedMethods(Supplier<Calls> calls) {
    this.calls = calls;
  }

  /**
   * What locks the calls of a method.
   *
   * @throws RuntimeException as {@link Calls#prepare} does, if it cannot be locked
   */
  LockedMethod get(Method method) {
    Map<Method, LockedMethod> known = prepared.get(method.getDeclaringClass());
    LockedMethod locked = known.get(method);
    return locked != null ? locked : known.computeIfAbsent(method, this::prepare);
  }

  private LockedMethod prepare(Method method) {
    return calls
        .get()
        .prepare(
            new MethodFacts(
                rightsOf(method.getDeclaringClass()),
                method.getName(),
                MethodType.methodType(method.getReturnType(), method.getParameterTypes()),
                Modifier.isStatic(method.getModifiers()),
                DeclaredLocks.parameterNames(method),
                DeclaredLocks.tokens(method),
                DeclaredLocks.on(method)));
  }

  private static MethodHandles.Lookup rightsOf(Class<?> declaring) {
    try {
      return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "its module does not open the package to this one. Add to its module-info: opens "
              + declaring.getPackageName()
              + " to "
              + (LockedMethods.class.getModule().isNamed()
                  ? LockedMethods.class.getModule().getName()
                  : "the unnamed module (an open module, or --add-opens)"),
          e);
    }
  }

  private static final class PerClass extends ClassValue<Map<Method, LockedMethod>> {
    @Override
    protected Map<Method, LockedMethod> computeValue(Class<?> declaring) {
      return new ConcurrentHashMap<>();
    }
  }
}
