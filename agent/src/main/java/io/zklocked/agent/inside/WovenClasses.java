package io.zklocked.agent.inside;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;

/**
 * Remembers which classes were woven, as long as their loaders live. Thread-safe: guarded by {@code
 * this}.
 */
final class WovenClasses implements Predicate<Class<?>> {

  private final Map<ClassLoader, Set<String>> names = new WeakHashMap<>();

  synchronized void add(ClassLoader loader, String name) {
    names.computeIfAbsent(loader, any -> new HashSet<>()).add(name);
  }

  @Override
  public synchronized boolean test(Class<?> type) {
    Set<String> known = names.get(type.getClassLoader());
    return known != null && known.contains(type.getName());
  }
}
