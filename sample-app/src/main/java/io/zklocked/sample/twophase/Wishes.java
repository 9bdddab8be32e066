package io.zklocked.sample.twophase;

import org.jspecify.annotations.Nullable;

/** Where the coordinator hears what clients want. Thread-safe. */
@FunctionalInterface
interface Wishes {

  /** Waits a moment for the next one; null if there is none. */
  @Nullable Wish poll() throws InterruptedException;
}
