package io.zklocked.agent.link;

import java.util.Map;

/** Knows what was woven. Thread-safe. */
public interface WovenSites {

  /**
   * The locked methods that a class declares.
   *
   * @param type the class
   * @return what their call sites say, by name and descriptor; empty if it was not woven
   */
  Map<String, Object[]> of(Class<?> type);

  /**
   * How many classes have been woven.
   *
   * @return more than before whenever another answer of {@link #of} may have changed
   */
  int count();
}
