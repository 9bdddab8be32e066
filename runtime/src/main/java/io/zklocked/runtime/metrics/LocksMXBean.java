package io.zklocked.runtime.metrics;

import java.util.Map;

/** What happened to the locks of one runtime, readable from outside the process by JMX. */
public interface LocksMXBean {

  /**
   * What the session is doing: {@code connecting}, {@code connected}, {@code disconnected}, {@code
   * ended} or {@code closed}.
   *
   * @return the state
   */
  String getSessionState();

  /**
   * After how long a silent process loses its locks, as far as this process knows.
   *
   * @return milliseconds; -1 if it is not known
   */
  long getSessionTimeoutMillis();

  /**
   * How often a connection came back, in the same session or in the next.
   *
   * @return the number
   */
  long getReconnects();

  /**
   * What happened to the locks.
   *
   * @return by the template of the lock
   */
  Map<String, LockFigures> getLocks();

  /**
   * Writes the agent's report now ({@code report=<file>}). Blocks for as long.
   *
   * @return where it is, or why there is none; for people
   */
  String writeReport();
}
