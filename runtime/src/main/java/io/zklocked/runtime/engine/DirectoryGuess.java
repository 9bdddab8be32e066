package io.zklocked.runtime.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Guesses whether the directory of a key has to be made before a contender can stand in it: where
 * the last key that was new to this process had none, the next will have none either. So a stream
 * of keys that are each used once costs one round trip a key, not two. A wrong guess costs one
 * request that nobody waits for, or the second round trip. Guarded by the engine's lock.
 */
final class DirectoryGuess {

  private static final int MOST_KNOWN = 1_000;

  /** Those that stood when this process saw them last; the least recently seen is forgotten. */
  private final Map<String, Boolean> standing =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  private boolean wasMissing;

  /** Whether it is likely to be missing. */
  boolean isMissing(String directory) {
    return wasMissing && !standing.containsKey(directory);
  }

  /** It stands, and this process has not made it just now. */
  void found(String directory) {
    if (standing.put(directory, true) == null) {
      wasMissing = false;
    }
  }

  /** This process makes it. */
  void made(String directory) {
    standing.put(directory, true);
  }

  /** It does not stand. */
  void missed(String directory) {
    standing.remove(directory);
    wasMissing = true;
  }

  /** This process has removed it, or wanted to. */
  void removed(String directory) {
    standing.remove(directory);
  }
}
