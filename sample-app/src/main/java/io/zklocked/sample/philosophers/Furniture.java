package io.zklocked.sample.philosophers;

/** Makes the objects whose methods are locked: by {@code new}, or by whatever wraps them. */
public interface Furniture {

  /** By {@code new}. */
  Furniture PLAIN = new Furniture() {};

  /**
   * Makes a chair.
   *
   * @return the chair
   */
  default Chair chair() {
    return new Chair();
  }

  /**
   * Makes a table at which a meal takes both forks at once.
   *
   * @param seat where
   * @param plates as seen from there
   * @param mouth that eats
   * @return the table
   */
  default Meals table(Seat seat, Plates plates, Mouth mouth) {
    return new Table(seat, plates, mouth);
  }

  /**
   * Makes a table at which one fork is taken after the other.
   *
   * @param mouth that eats
   * @return the table
   */
  default Meals naiveTable(Mouth mouth) {
    return new NaiveTable(mouth);
  }
}
