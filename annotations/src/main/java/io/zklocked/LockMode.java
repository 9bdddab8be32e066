package io.zklocked;

/** How a lock is held, and who may hold it at the same time. */
public enum LockMode {
  /** One holder at a time. */
  EXCLUSIVE,
  /** Any number of readers at a time, and no writer. */
  READ,
  /** One writer at a time, and no reader. */
  WRITE,
  /** A fixed number of holders at a time. */
  SEMAPHORE
}
