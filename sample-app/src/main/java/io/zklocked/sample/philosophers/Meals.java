package io.zklocked.sample.philosophers;

import java.io.IOException;
import java.time.Duration;

/** A way to come to a meal. */
public interface Meals {

  /**
   * Takes the forks, eats and puts them back.
   *
   * @param length how long a meal takes
   * @return whether it has eaten
   * @throws IOException if a plate cannot be read or written
   */
  boolean eat(Duration length) throws IOException;
}
