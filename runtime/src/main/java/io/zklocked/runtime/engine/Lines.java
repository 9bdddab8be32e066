package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every key that this process wants, holds or keeps: by key directory, and by what is watched.
 * Guarded by the engine's lock.
 */
final class Lines {

  private final Engine engine;
  private final Map<String, Line> byDirectory = new HashMap<>();
  private final Map<String, Set<Watching>> byWatched = new HashMap<>();

  Lines(Engine engine) {
    this.engine = engine;
  }

  /** The line for a key. */
  Line line(String directory) {
    Line line = byDirectory.get(directory);
    if (line == null) {
      line = new Line(engine, directory);
      byDirectory.put(directory, line);
    }
    return line;
  }

  /** Nobody of this process is in a line any more. */
  void remove(Line line) {
    byDirectory.remove(line.directory(), line);
  }

  void watch(String path, Watching watching) {
    byWatched.computeIfAbsent(path, p -> new LinkedHashSet<>(2)).add(watching);
  }

  void unwatch(String path, Watching watching) {
    Set<Watching> there = byWatched.get(path);
    if (there != null && there.remove(watching) && there.isEmpty()) {
      byWatched.remove(path);
    }
  }

  /** Who wants to know of a path; a copy. */
  List<Watching> watching(String path) {
    return new ArrayList<>(byWatched.getOrDefault(path, Set.of()));
  }

  /** All lines; a copy. */
  List<Line> all() {
    return new ArrayList<>(byDirectory.values());
  }

  boolean isIdle(String directory) {
    return !byDirectory.containsKey(directory);
  }

  boolean isEmpty() {
    return byDirectory.isEmpty();
  }
}
