package io.zklocked.sample.twophase;

import io.zklocked.sample.worker.LauncherLine;
import java.util.Locale;
import java.util.function.Consumer;

/** Hears what the launcher says, on a thread of its own, and hands on what it does not know. */
final class Orders {

  private Orders() {}

  /**
   * Begins to listen.
   *
   * @param line to the launcher
   * @param halts armed by {@code halt STEP}, left by {@code resume}, taken back by {@code disarm}
   * @param others told of every other line
   */
  static void follow(LauncherLine line, Halts halts, Consumer<String> others) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  take(line.hear(), halts, others);
                  line.tell("understood");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the process ends
              }
            },
            "orders");
    thread.setDaemon(true);
    thread.start();
  }

  private static void take(String order, Halts halts, Consumer<String> others) {
    if (order.startsWith("halt ")) {
      halts.arm(Step.valueOf(order.substring("halt ".length()).toUpperCase(Locale.ROOT)));
    } else if (order.equals("resume")) {
      halts.resume();
    } else if (order.equals("disarm")) {
      halts.disarm();
    } else {
      others.accept(order);
    }
  }
}
