package canary;

/** A class as it should be. */
public final class Clean {

  private Clean() {}

  /**
   * Adds one.
   *
   * @param number a number
   * @return the next one
   */
  public static int next(int number) {
    return number + 1;
  }
}
