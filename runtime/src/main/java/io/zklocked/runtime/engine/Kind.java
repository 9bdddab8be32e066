package io.zklocked.runtime.engine;

import io.zklocked.LockMode;
import org.jspecify.annotations.Nullable;

/** What a contender asks for, by the mark in its name: Curator's and kazoo's words. */
public enum Kind {
  /** An exclusive lock of Curator, or of ours. */
  MUTEX("lock-"),
  /** An exclusive lock of kazoo. */
  KAZOO("__lock__"),
  /** A read lock. */
  READ("__READ__"),
  /** A write lock. */
  WRITE("__WRIT__"),
  /** A permit of a semaphore. Permits are counted, and have no order. */
  LEASE("lease-");

  private static final Kind[] KINDS = values();

  private final String mark;

  Kind(String mark) {
    this.mark = mark;
  }

  /** The kind whose mark ends at a position of a name; null if there is none. */
  static @Nullable Kind markedAt(String name, int end) {
    for (Kind kind : KINDS) {
      if (name.startsWith(kind.mark, end - kind.mark.length())) {
        return kind;
      }
    }
    return null;
  }

  /** The kind of contender that stands in line for a mode. */
  static Kind of(LockMode mode) {
    return switch (mode) {
      case EXCLUSIVE -> MUTEX;
      case READ -> READ;
      case WRITE -> WRITE;
      case SEMAPHORE -> throw new IllegalArgumentException("no contender asks for " + mode);
    };
  }

  String mark() {
    return mark;
  }

  /**
   * Whether it belongs to a read/write lock.
   *
   * @return true for readers and writers
   */
  public boolean readsOrWrites() {
    return this == READ || this == WRITE;
  }

  /**
   * Whether several hold by it at the same time.
   *
   * @return true for readers and permits
   */
  public boolean isShared() {
    return this == READ || this == LEASE;
  }

  /**
   * Whether two contenders have to wait for each other.
   *
   * @param other the kind of the other one
   * @return true if only one of them may hold the lock at a time
   */
  public boolean conflictsWith(Kind other) {
    return !isShared() || this != other;
  }
}
