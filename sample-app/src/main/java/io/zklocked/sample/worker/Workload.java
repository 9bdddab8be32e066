package io.zklocked.sample.worker;

/**
 * How much a worker has to do: a number of pieces, or whatever it can do in a time. Confined to one
 * thread.
 */
public final class Workload {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final int pieces;
  private final long nanos;
  private long begun;
  private boolean running;

  private Workload(int pieces, long nanos) {
    this.pieces = pieces;
    this.nanos = nanos;
  }

  /**
   * Reads {@code --seconds n} or, where that is absent, a number of pieces.
   *
   * @param arguments of the program
   * @param name of the argument with the number of pieces, without dashes
   * @param otherwise the number where that is absent too
   * @return what is to be done
   */
  public static Workload of(Arguments arguments, String name, int otherwise) {
    int seconds = arguments.number("seconds", 0);
    return seconds > 0
        ? new Workload(Integer.MAX_VALUE, seconds * NANOS_PER_SECOND)
        : pieces(arguments.number(name, otherwise));
  }

  /**
   * A number of pieces.
   *
   * @param pieces how many
   * @return what is to be done
   */
  public static Workload pieces(int pieces) {
    return new Workload(pieces, Long.MAX_VALUE);
  }

  /**
   * Whether there is more to do. The time runs from the first call on.
   *
   * @param done how many pieces are done
   * @return whether to begin another
   */
  public boolean hasMore(int done) {
    if (!running) {
      running = true;
      begun = System.nanoTime();
    }
    return done < pieces && System.nanoTime() - begun < nanos;
  }
}
