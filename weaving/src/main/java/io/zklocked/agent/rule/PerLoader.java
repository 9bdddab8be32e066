package io.zklocked.agent.rule;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of types by their names, for each loader as long as it lives. Holds on to its
 * values: they must not lead back to a loader. Thread-safe: guarded by {@code this}, and nothing
 * foreign runs under it. Without lambdas, since it is asked while classes are loaded.
 *
 * @param <V> what is known of a type
 */
public final class PerLoader<V> {

  private final Map<ClassLoader, Map<String, V>> known = new WeakHashMap<>();

  /** Nothing is known. */
  public PerLoader() {}

  /**
   * What is known of a type.
   *
   * @param loader where it is found
   * @param name its name
   * @return null if nothing is known
   */
  public synchronized @Nullable V find(ClassLoader loader, String name) {
    Map<String, V> types = known.get(loader);
    return types == null ? null : types.get(name);
  }

  /**
   * Remembers what is known of a type.
   *
   * @param loader where it is found
   * @param name its name
   * @param value what is known
   */
  public synchronized void put(ClassLoader loader, String name, V value) {
    Map<String, V> types = known.get(loader);
    if (types == null) {
      types = new HashMap<>();
      known.put(loader, types);
    }
    types.put(name, value);
  }
}
