package io.zklocked.canary.engine;

import java.util.concurrent.CompletableFuture;

/** Breaks a rule on purpose: the engine goes to no pool, not even through a future. */
final class UsesAPool {

  static CompletableFuture<Void> run(Runnable task) {
    return CompletableFuture.runAsync(task);
  }

  private UsesAPool() {}
}
