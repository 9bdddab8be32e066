package io.zklocked.agent.link;

import io.zklocked.LockKeyException;
import io.zklocked.runtime.call.LockedMethod;
import io.zklocked.runtime.key.ReflectedType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the locked method that a call through a proxy will reach, once for each method and class of
 * its object. What is remembered hangs on the class. Thread-safe.
 */
final class TransactedMethods {

  /** What a method is that is not locked. */
  private static final Object NONE = new Object();

  private final WovenSites sites;
  private final Function<Class<?>, MethodHandles.Lookup> rights;
  private final BiFunction<MethodHandles.Lookup, Object[], LockedMethod> prepare;
  private final PerClass known = new PerClass();

  TransactedMethods(
      WovenSites sites,
      Function<Class<?>, MethodHandles.Lookup> rights,
      BiFunction<MethodHandles.Lookup, Object[], LockedMethod> prepare) {
    this.sites = sites;
    this.rights = rights;
    this.prepare = prepare;
  }

  /**
   * The method that is reached.
   *
   * @param called as the proxy was called
   * @param type the class of the object
   * @param reached finds the method of that class
   * @return null if it is not locked, or cannot be: then it says so itself
   */
  @Nullable TransactedMethod of(Method called, Class<?> type, Reached reached) throws Throwable {
    Map<Method, Object> methods = known.get(type);
    Object found = methods.get(called);
    if (found == null) {
      int before = sites.count();
      found = find(reached.by(called, type));
      if (found != NONE || before == sites.count()) {
        methods.put(called, found);
      }
    }
    return found instanceof TransactedMethod method ? method : null;
  }

  private Object find(Method method) {
    Class<?> owner = method.getDeclaringClass();
    String descriptor =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString();
    Object[] facts = sites.of(owner).get(method.getName() + descriptor);
    if (facts == null) {
      return NONE;
    }
    try {
      MethodHandles.Lookup lookup = rights.apply(owner);
      ReflectedType result = new ReflectedType(method.getReturnType(), lookup);
      return new TransactedMethod(
          owner,
          prepare.apply(lookup, facts),
          new OwnCopies(owner.getClassLoader()),
          owner.getName() + "#" + method.getName(),
          result.isA("org.reactivestreams.Publisher")
              || result.isA("java.util.concurrent.Flow$Publisher"));
    } catch (LockKeyException | IllegalArgumentException e) {
      return NONE; // its own call site throws, and says why
    }
  }

  /** Finds the method of a class that a call reaches. */
  @FunctionalInterface
  interface Reached {
    Method by(Method called, Class<?> type) throws Throwable;
  }

  private static final class PerClass extends ClassValue<Map<Method, Object>> {
    @Override
    protected Map<Method, Object> computeValue(Class<?> type) {
      return new ConcurrentHashMap<>();
    }
  }
}
