package io.zklocked.agent.inside;

import io.zklocked.agent.link.WovenSites;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which classes were woven, and how at first, as long as their loaders live. Thread-safe:
 * guarded by {@code this}.
 */
final class WovenClasses implements Predicate<Class<?>>, WovenSites {

  private final Map<ClassLoader, Map<String, Woven>> classes = new WeakHashMap<>();
  private volatile int count;

  synchronized void add(
      ClassLoader loader, String name, boolean isShaped, Map<String, Object[]> sites) {
    classes
        .computeIfAbsent(loader, any -> new HashMap<>())
        .putIfAbsent(name, new Woven(isShaped, Map.copyOf(sites)));
    count = count + 1;
  }

  @Override
  public boolean test(Class<?> type) {
    return known(type) != null;
  }

  /** Whether the flags of its methods are those of its file, now that the class is loaded. */
  boolean isShaped(Class<?> loaded) {
    Woven known = known(loaded);
    return known == null || known.isShaped();
  }

  @Override
  public Map<String, Object[]> of(Class<?> type) {
    Woven known = known(type);
    return known == null ? Map.of() : known.sites();
  }

  @Override
  public int count() {
    return count;
  }

  private synchronized @Nullable Woven known(Class<?> type) {
    Map<String, Woven> names = classes.get(type.getClassLoader());
    return names == null ? null : names.get(type.getName());
  }

  /** What is known of one class. */
  private record Woven(boolean isShaped, Map<String, Object[]> sites) {}
}
