package io.zklocked.sample.demo.stage;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Where the user reads. On a terminal, progress is one line that is written over; elsewhere it is a
 * line every few seconds. Thread-safe.
 */
public final class Screen {

  private static final long PERIOD_NANOS = Duration.ofSeconds(2).toNanos();
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private boolean progressShown;
  private boolean silent;
  private long lastPeriodNanos = System.nanoTime();

  public Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Prints lines that stay. */
  public synchronized void say(String text) {
    if (!silent) {
      erase();
      out.println(text);
      out.flush();
    }
  }

  /** Shows how far the work is. */
  public synchronized void progress(String text) {
    if (silent) {
      return;
    }
    if (terminal) {
      out.print(ERASE_LINE + text);
      out.flush();
      progressShown = true;
    } else if (System.nanoTime() - lastPeriodNanos >= PERIOD_NANOS) {
      lastPeriodNanos = System.nanoTime();
      out.println(text);
      out.flush();
    }
  }

  /** Takes the progress away. */
  public synchronized void erase() {
    if (progressShown) {
      out.print(ERASE_LINE);
      out.flush();
      progressShown = false;
    }
    lastPeriodNanos = System.nanoTime();
  }

  /** Says a last word; nothing is shown after it. */
  public synchronized void end(String text) {
    say(text);
    silent = true;
  }
}
