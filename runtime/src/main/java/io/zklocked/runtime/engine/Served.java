package io.zklocked.runtime.engine;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that was granted at once, within this process. Immutable.
 *
 * @param grant what was granted
 * @param way how it came about
 */
record Served(Grant grant, LockObserver.Outcome way) implements Attempt {

  @Override
  public CompletableFuture<Grant> outcome() {
    return CompletableFuture.completedFuture(grant);
  }

  @Override
  public void lookUpHolder() {
    // its caller holds
  }

  @Override
  public @Nullable String delay() {
    return null;
  }

  @Override
  public void giveUp(Reason reason) {
    // a grant that came first stands
  }
}
