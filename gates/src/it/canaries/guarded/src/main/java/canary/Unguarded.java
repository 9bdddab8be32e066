package canary;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/** Breaks a rule on purpose: the count is read without the lock. */
final class Unguarded {

  private final Object lock = new Object();

  @GuardedBy("lock")
  private int count;

  void add() {
    synchronized (lock) {
      count++;
    }
  }

  int count() {
    return count;
  }
}
