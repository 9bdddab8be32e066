package io.zklocked.faults;

import java.io.IOException;

/** Ends this process when the test that started it is gone, which closes its standard input. */
final class Lifeline {

  private static final int ORPHAN = 3;

  private Lifeline() {}

  /** Watches standard input, of which nothing else is read. */
  static void hold() {
    Link.daemon("lifeline", Lifeline::watch);
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      System.err.println("the line to the test broke: " + e);
    }
    cut();
  }

  /** Ends the process at once: shutdown hooks may wait for servers that are gone as well. */
  static void cut() {
    Runtime.getRuntime().halt(ORPHAN);
  }
}
