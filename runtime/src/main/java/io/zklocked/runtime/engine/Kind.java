package io.zklocked.runtime.engine;

import org.jspecify.annotations.Nullable;

/** What a contender asks for, by the mark in its name: Curator's and kazoo's words. */
enum Kind {
  /** An exclusive lock of Curator, or of ours. */
  MUTEX("lock-"),
  /** An exclusive lock of kazoo. */
  KAZOO("__lock__"),
  /** A read lock. */
  READ("__READ__"),
  /** A write lock. */
  WRITE("__WRIT__");

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

  boolean readsOrWrites() {
    return this == READ || this == WRITE;
  }
}
