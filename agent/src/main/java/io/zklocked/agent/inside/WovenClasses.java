package io.zklocked.agent.inside;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which classes were woven, and how at first, as long as their loaders live. Thread-safe:
 * guarded by {@code this}.
 */
final class WovenClasses implements Predicate<Class<?>> {

  private final Map<ClassLoader, Map<String, Boolean>> shaped = new WeakHashMap<>();

  synchronized void add(ClassLoader loader, String name, boolean isShaped) {
    shaped.computeIfAbsent(loader, any -> new HashMap<>()).putIfAbsent(name, isShaped);
  }

  @Override
  public synchronized boolean test(Class<?> type) {
    return known(type) != null;
  }

  /** Whether the flags of its methods are those of its file, now that the class is loaded. */
  synchronized boolean isShaped(Class<?> loaded) {
    return !Boolean.FALSE.equals(known(loaded));
  }

  private synchronized @Nullable Boolean known(Class<?> type) {
    Map<String, Boolean> names = shaped.get(type.getClassLoader());
    return names == null ? null : names.get(type.getName());
  }
}
