package io.zklocked.sample.philosophers;

/**
 * A place at the table. Fork {@code n} lies to the left of philosopher {@code n}, counted from 1,
 * and to the right of the one before. Immutable.
 *
 * @param number of the philosopher, from 1
 * @param places at the table, 2 at least
 */
public record Seat(int number, int places) {

  /** Checks that the table has such a place. */
  public Seat {
    if (places < 2 || number < 1 || number > places) {
      throw new IllegalArgumentException("no seat " + number + " at a table of " + places);
    }
  }

  /**
   * The fork to the left.
   *
   * @return its number
   */
  public int leftFork() {
    return number;
  }

  /**
   * The fork to the right.
   *
   * @return its number
   */
  public int rightFork() {
    return number % places + 1;
  }

  /**
   * The one to the left.
   *
   * @return the philosopher's number
   */
  public int leftNeighbour() {
    return (number + places - 2) % places + 1;
  }

  /**
   * The one to the right.
   *
   * @return the philosopher's number
   */
  public int rightNeighbour() {
    return rightFork();
  }
}
