package io.zklocked.canary.engine;

import java.util.concurrent.CompletableFuture;

/** Breaks a rule on purpose: the engine never blocks. */
final class WaitsForAFuture {

  static <T> T result(CompletableFuture<T> future) {
    return future.join();
  }

  private WaitsForAFuture() {}
}
