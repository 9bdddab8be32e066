package io.zklocked.cli.frame;

import java.io.PrintWriter;

/** Many lines of output, which are not sent one by one. Confined to one thread. */
public final class Lines {

  private static final int TOGETHER = 500;

  private final PrintWriter out;
  private long count;

  /**
   * Nothing is printed yet.
   *
   * @param out where to; to be flushed at the end by whoever has it
   */
  public Lines(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints a line.
   *
   * @param line the line
   * @throws CommandFailure if nobody reads them any more
   */
  public void print(Object line) {
    out.print(line + System.lineSeparator());
    if (++count % TOGETHER == 0 && out.checkError()) {
      throw new CommandFailure(ExitCodes.OUTPUT, "output", "Nobody reads the output any more.");
    }
  }

  /**
   * How many were printed.
   *
   * @return the number
   */
  public long count() {
    return count;
  }
}
