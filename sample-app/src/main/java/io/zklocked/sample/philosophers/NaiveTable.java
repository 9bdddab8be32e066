package io.zklocked.sample.philosophers;

import io.zklocked.ZkLocked;
import java.time.Duration;

/**
 * How a philosopher should not eat: it takes the fork to the left, and with that in hand waits for
 * the one to the right. When all have a left fork, each waits for the next. Which forks these are
 * is configured for each process, as {@code table.left} and {@code table.right}, so that every
 * place at the table has two templates of its own. Thread-safe.
 */
public class NaiveTable implements Meals {

  /** How long to reach from the left fork to the right one: time for all to have a left one. */
  private static final Duration REACH = Duration.ofMillis(100);

  private final Mouth mouth;

  /**
   * A seat at the table.
   *
   * @param mouth that eats
   */
  public NaiveTable(Mouth mouth) {
    this.mouth = mouth;
  }

  @Override
  public boolean eat(Duration length) {
    takeLeft(length);
    return true;
  }

  /**
   * Takes the fork to the left, and then the other.
   *
   * @param length how long a meal takes
   */
  @ZkLocked(value = "forks/${table.left}", waitTime = "3s")
  public void takeLeft(Duration length) {
    mouth.mark(Deadlock.LEFT_TAKEN);
    Mouth.rest(REACH);
    takeRight(length);
  }

  /**
   * Takes the fork to the right, and eats.
   *
   * @param length how long a meal takes
   */
  @ZkLocked(value = "forks/${table.right}", waitTime = "3s")
  public void takeRight(Duration length) {
    mouth.eat(length);
  }
}
