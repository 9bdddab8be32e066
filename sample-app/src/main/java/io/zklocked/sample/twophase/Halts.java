package io.zklocked.sample.twophase;

import io.zklocked.sample.worker.LauncherLine;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Where this process stands still, so that it can be killed exactly there. A halt is armed by the
 * launcher, told when it is reached, and holds once, until the launcher says {@code resume}; most
 * never hear that. Thread-safe.
 */
final class Halts {

  private final LauncherLine line;
  private final Set<Step> armed = EnumSet.noneOf(Step.class);
  private final Semaphore resumed = new Semaphore(0);

  Halts(LauncherLine line) {
    this.line = line;
  }

  synchronized void arm(Step step) {
    armed.add(step);
  }

  void resume() {
    resumed.release();
  }

  /** Takes back what was armed; whoever stands still already, does so until {@code resume}. */
  synchronized void disarm() {
    armed.clear();
  }

  /** Passes a step, or stands still behind it. */
  void at(Step step) throws InterruptedException {
    if (isReached(step)) {
      resumed.acquire();
    }
  }

  /** Told before anybody can disarm it, so that who has disarmed knows whether it was reached. */
  private synchronized boolean isReached(Step step) {
    boolean isArmed = armed.remove(step);
    if (isArmed) {
      line.tell("at " + step.name().toLowerCase(Locale.ROOT));
    }
    return isArmed;
  }
}
