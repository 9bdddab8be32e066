package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everybody in this process who waits for a lock or holds one: by key directory, and by the nodes
 * that they watch. Guarded by the engine's lock.
 */
final class Contenders {

  private final Map<String, Set<Occupant>> byDirectory = new HashMap<>();
  private final Map<String, Set<Occupant>> byWatched = new HashMap<>();

  void add(Occupant occupant) {
    byDirectory.computeIfAbsent(occupant.directory(), d -> new LinkedHashSet<>()).add(occupant);
  }

  void remove(Occupant occupant) {
    remove(byDirectory, occupant.directory(), occupant);
  }

  void watch(String path, Occupant occupant) {
    byWatched.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(occupant);
  }

  void unwatch(String path, Occupant occupant) {
    remove(byWatched, path, occupant);
  }

  /** Who wants to know of a node; a copy. */
  List<Occupant> watching(String path) {
    return new ArrayList<>(byWatched.getOrDefault(path, Set.of()));
  }

  /** Who is in a key directory; a copy. */
  List<Occupant> in(String directory) {
    return new ArrayList<>(byDirectory.getOrDefault(directory, Set.of()));
  }

  /** Everybody; a copy. */
  List<Occupant> all() {
    List<Occupant> all = new ArrayList<>();
    byDirectory.values().forEach(all::addAll);
    return all;
  }

  boolean isIdle(String directory) {
    return !byDirectory.containsKey(directory);
  }

  boolean isEmpty() {
    return byDirectory.isEmpty();
  }

  boolean hasHolding() {
    for (Set<Occupant> occupants : byDirectory.values()) {
      for (Occupant occupant : occupants) {
        if (occupant instanceof Holding) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a body of this process still runs there although its lock is lost. */
  boolean hasLostBody(String directory) {
    for (Occupant occupant : byDirectory.getOrDefault(directory, Set.of())) {
      if (occupant.isLostBody()) {
        return true;
      }
    }
    return false;
  }

  private static void remove(Map<String, Set<Occupant>> index, String key, Occupant occupant) {
    Set<Occupant> there = index.get(key);
    if (there != null && there.remove(occupant) && there.isEmpty()) {
      index.remove(key);
    }
  }
}
