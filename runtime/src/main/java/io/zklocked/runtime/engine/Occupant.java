package io.zklocked.runtime.engine;

/**
 * Who has something in a key directory: a {@link Contender} that waits or a {@link Holding}. All
 * methods are events, taken under the engine's lock.
 */
interface Occupant {

  /** The key directory. */
  String directory();

  /** A session is connected: a new one, or the same again after a silence. */
  void connected(Session now, Effects effects);

  /** The ensemble was silent for so long that a grant cannot be trusted before it is proven. */
  default void suspect() {}

  /** A session has ended. */
  void ended(Session gone, Effects effects);

  /** A node that this occupant asked to watch has changed or gone. */
  void changed(String path, Effects effects);

  /** Whether a body runs on although its lock is lost. */
  boolean isLostBody();
}
