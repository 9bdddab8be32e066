package io.zklocked.sample.philosophers;

import io.zklocked.ZkLocked;
import java.io.IOException;
import java.time.Duration;

/**
 * How a philosopher eats: under both forks, taken together or not at all. Confined to one thread,
 * as its plates are.
 */
public class Table implements Meals {

  private final Seat seat;
  private final Plates plates;
  private final Mouth mouth;

  /**
   * A seat at the table.
   *
   * @param seat which
   * @param plates as seen from there
   * @param mouth that eats
   */
  public Table(Seat seat, Plates plates, Mouth mouth) {
    this.seat = seat;
    this.plates = plates;
    this.mouth = mouth;
  }

  @Override
  public boolean eat(Duration length) throws IOException {
    return eat(seat.leftFork(), seat.rightFork(), length);
  }

  /**
   * Eats with two forks, or puts them back if a neighbour has had fewer meals.
   *
   * @param left the fork to the left
   * @param right the fork to the right
   * @param length how long a meal takes
   * @return whether it has eaten
   * @throws IOException if a plate cannot be read or written
   */
  @ZkLocked("forks/{left}")
  @ZkLocked("forks/{right}")
  public boolean eat(int left, int right, Duration length) throws IOException {
    if (!plates.allow()) {
      return false;
    }
    mouth.eat(length);
    plates.addMeal();
    return true;
  }
}
