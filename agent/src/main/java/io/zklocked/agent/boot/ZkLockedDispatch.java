package io.zklocked.agent.boot;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leads from application code to the agent's own loader: types of the JDK only. The doors are
 * installed once, by the agent. Thread-safe.
 */
public final class ZkLockedDispatch {

  private static volatile @Nullable Function<Object[], CallSite> linker;
  private static volatile @Nullable Supplier<@Nullable Function<String, @Nullable Object>> holds;
  private static volatile @Nullable Predicate<Class<?>> woven;
  private static volatile @Nullable BiFunction<MethodHandles.Lookup, String, MethodHandle> sites;

  private ZkLockedDispatch() {}

  /**
   * Links a call site of woven code.
   *
   * @param caller the class that was woven
   * @param name what the site does
   * @param type its type
   * @param arguments what it needs to know
   * @return the site; a failure is kept for its calls
   */
  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Object... arguments) {
    Function<Object[], CallSite> door = linker;
    if (door == null) {
      throw new IllegalStateException("the agent of zklocked is not started");
    }
    return door.apply(new Object[] {caller, name, type, arguments});
  }

  /**
   * Does what a call site would do, for woven code of class files that cannot hold one.
   *
   * @param arguments what the site takes
   * @param caller the class that was woven
   * @param site what the site does, its type, and what it needs to know
   * @return what the site gives; null for nothing
   * @throws Throwable what the site throws
   */
  public static @Nullable Object call(
      @Nullable Object[] arguments, MethodHandles.Lookup caller, String site) throws Throwable {
    BiFunction<MethodHandles.Lookup, String, MethodHandle> door = sites;
    if (door == null) {
      throw new IllegalStateException("the agent of zklocked is not started");
    }
    return (Object) door.apply(caller, site).invokeExact(arguments);
  }

  /**
   * The innermost hold of the calling thread in the agent's runtime.
   *
   * @return its view, or null if there is none
   */
  public static @Nullable Function<String, @Nullable Object> innermost() {
    Supplier<@Nullable Function<String, @Nullable Object>> door = holds;
    return door == null ? null : door.get();
  }

  /**
   * Whether the agent locks the annotated methods that a class declares.
   *
   * @param type the class
   * @return whether it was woven
   */
  public static boolean locks(Class<?> type) {
    Predicate<Class<?>> door = woven;
    return door != null && door.test(type);
  }

  /** Opens the doors, once: for the agent, which has the rights of this package. */
  static synchronized void install(
      Function<Object[], CallSite> linkerDoor,
      Supplier<@Nullable Function<String, @Nullable Object>> holdsDoor,
      Predicate<Class<?>> wovenDoor,
      BiFunction<MethodHandles.Lookup, String, MethodHandle> sitesDoor) {
    if (linker != null) {
      throw new IllegalStateException("an agent of zklocked is installed already");
    }
    holds = holdsDoor;
    woven = wovenDoor;
    sites = sitesDoor;
    linker = linkerDoor;
  }
}
