package io.zklocked.rules;

import io.zklocked.ReleaseAt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows which moments of giving a lock back a method does not have. */
final class Releases {

  private static final List<String> COMPLETED =
      List.of(
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Flow$Publisher",
          "org.reactivestreams.Publisher");

  private Releases() {}

  /** Of a publisher each subscription is locked, and neither its call nor a transaction ends it. */
  static @Nullable Fault ofPublisher(LockAttributes lock, MethodSight method) {
    ReleaseAt at = lock.releaseAt();
    return at == ReleaseAt.AUTO
            || at == ReleaseAt.COMPLETION
            || !Results.isDeferred(method.result())
        ? null
        : Fault.of(
            Fault.Subject.RELEASE_AT,
            "releaseAt = " + at + " is for calls, and each subscription to its result is locked",
            "leave releaseAt = AUTO");
  }

  static @Nullable Fault withoutStage(LockAttributes lock, MethodSight method) {
    TypeSight result = method.result();
    boolean isValue = result.isPrimitive() || result.isArray();
    if (lock.releaseAt() != ReleaseAt.COMPLETION || (result.isUnresolved() && !isValue)) {
      return null;
    }
    if (Results.coldPublisher(method) != null || Results.plainFuture(method) != null) {
      return null; // which is another fault
    }
    for (String completed : COMPLETED) {
      if (result.isA(completed)) {
        return null;
      }
    }
    return Fault.of(
        Fault.Subject.RELEASE_AT,
        "releaseAt = COMPLETION needs a result that completes later, which "
            + result.name()
            + " does not",
        "return a CompletionStage, or leave releaseAt = AUTO");
  }
}
