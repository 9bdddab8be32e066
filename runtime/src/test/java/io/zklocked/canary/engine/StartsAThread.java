package io.zklocked.canary.engine;

/** Breaks a rule on purpose: the engine has no threads. */
final class StartsAThread {

  static void start(Runnable task) {
    new Thread(task).start();
  }

  private StartsAThread() {}
}
