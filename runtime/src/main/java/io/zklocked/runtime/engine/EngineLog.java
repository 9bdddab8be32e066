package io.zklocked.runtime.engine;

/**
 * Where the engine says what a person may want to read. Called on the thread that brings the event,
 * never under a lock of the engine; must not block and must not throw. Thread-safe.
 */
public interface EngineLog {

  /**
   * What happens to one lock.
   *
   * @param message a line
   */
  void debug(String message);

  /**
   * What happens to the session.
   *
   * @param message a line
   */
  void info(String message);

  /**
   * What a person should look at.
   *
   * @param message a line
   */
  void warn(String message);

  /**
   * A broken guarantee.
   *
   * @param message a line
   */
  void error(String message);
}
