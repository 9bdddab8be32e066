package io.zklocked.rules;

import io.zklocked.OnBusy;
import org.jspecify.annotations.Nullable;

/** Knows when a body cannot be skipped. */
final class BusyRules {

  private BusyRules() {}

  static @Nullable Fault primitive(LockAttributes lock, MethodSight method) {
    TypeSight result = method.result();
    return lock.onBusy() != OnBusy.SKIP || !result.isPrimitive() || result.name().equals("void")
        ? null
        : Fault.of(
            Fault.Subject.ON_BUSY,
            "onBusy = SKIP needs a value that says \"skipped\", which "
                + result.name()
                + " does not have",
            "return a box, an Optional or void, or leave onBusy = THROW");
  }

  /** A stage of another class cannot be made here, and null would be no stage. */
  static @Nullable Fault stage(LockAttributes lock, MethodSight method) {
    TypeSight result = method.result();
    return lock.onBusy() != OnBusy.SKIP
            || !result.isA("java.util.concurrent.CompletionStage")
            || result.name().equals("java.util.concurrent.CompletionStage")
            || result.name().equals("java.util.concurrent.CompletableFuture")
        ? null
        : Fault.of(
            Fault.Subject.ON_BUSY,
            "onBusy = SKIP returns a completed stage, and nobody but its own library can make a "
                + result.name(),
            "declare CompletionStage or CompletableFuture, or leave onBusy = THROW");
  }

  static @Nullable Fault never(LockAttributes lock) {
    return lock.onBusy() != OnBusy.SKIP || !lock.waitTime().equals("forever")
        ? null
        : Fault.of(
            Fault.Subject.ON_BUSY,
            "onBusy = SKIP skips when the wait time has passed, which waitTime = \"forever\" never"
                + " does",
            "give a time, or leave onBusy = THROW");
  }
}
