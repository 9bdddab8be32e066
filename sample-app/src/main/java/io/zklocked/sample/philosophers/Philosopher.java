package io.zklocked.sample.philosophers;

import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.LockUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** Thinks and eats, for times that its seed decides. Confined to one thread. */
final class Philosopher {

  private final Meals meals;
  private final Turn turn;
  private final Mouth mouth;
  private final Duration meal;
  private final Random random;

  /** Waits until its philosopher may eat, but not past a deadline; tells whether it may. */
  @FunctionalInterface
  interface Turn {
    boolean await(long deadlineNanos) throws IOException, InterruptedException;
  }

  /**
   * A philosopher.
   *
   * @param meals how it comes to a meal
   * @param turn when it may
   * @param mouth that tells of it
   * @param meal how long a meal takes on average; it thinks for half as long
   * @param seed decides the times
   */
  Philosopher(Meals meals, Turn turn, Mouth mouth, Duration meal, long seed) {
    this.meals = meals;
    this.turn = turn;
    this.mouth = mouth;
    this.meal = meal;
    this.random = new Random(seed);
  }

  /**
   * Lives, and ends what it began before the deadline.
   *
   * @param deadlineNanos by the monotonic clock
   * @throws IOException if a plate cannot be read or written
   * @throws InterruptedException if the thread is interrupted
   */
  void live(long deadlineNanos) throws IOException, InterruptedException {
    while (System.nanoTime() - deadlineNanos < 0) {
      mouth.hunger();
      boolean isAllowed = turn.await(deadlineNanos);
      if (!isAllowed) {
        mouth.giveUp();
        return;
      }
      dine(about(meal));
      Mouth.rest(about(meal.dividedBy(2)));
    }
  }

  private void dine(Duration length) throws IOException {
    try {
      if (!meals.eat(length)) {
        mouth.giveUp();
        mouth.mark("put the forks back: a neighbour has had fewer meals");
      }
    } catch (LockLostException e) {
      mouth.mark("lost a fork while eating: " + e.getMessage());
    } catch (LockBusyException | LockUnavailableException e) {
      mouth.giveUp();
      mouth.mark("gave up waiting: " + e.getMessage());
    }
  }

  /** From seven to thirteen tenths. */
  private Duration about(Duration mean) {
    return mean.multipliedBy(700 + random.nextInt(600)).dividedBy(1_000);
  }
}
