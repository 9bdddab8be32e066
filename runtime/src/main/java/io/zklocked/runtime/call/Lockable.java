package io.zklocked.runtime.call;

import io.zklocked.OnBusy;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Knows which methods cannot be locked as they are, and why. */
final class Lockable {

  private static final Set<String> COLD =
      Set.of(
          "org.reactivestreams.Publisher",
          "java.util.concurrent.Flow$Publisher",
          "reactor.core.publisher.Mono",
          "reactor.core.publisher.Flux",
          "kotlinx.coroutines.flow.Flow");

  private Lockable() {}

  /** Why a method cannot be locked, and what to do; null if it can. */
  static @Nullable String refusal(MethodFacts method) {
    MethodType type = method.type();
    Class<?> returns = type.returnType();
    if (COLD.stream().anyMatch(cold -> isNamed(returns, cold))) {
      return "it returns "
          + returns.getName()
          + ", whose work starts only after the method has returned, when the lock is gone."
          + " Lock a method that does the work, or return a CompletionStage.";
    }
    if (Future.class.isAssignableFrom(returns)
        && !CompletionStage.class.isAssignableFrom(returns)) {
      return "it returns "
          + returns.getName()
          + ", which does not tell when its work is done, so that the lock would be gone before."
          + " Return a CompletableFuture, or lock the method that does the work.";
    }
    int parameters = type.parameterCount();
    if (parameters > 0
        && type.parameterType(parameters - 1).getName().equals("kotlin.coroutines.Continuation")) {
      return "it is a Kotlin suspend function, which moves between threads while it runs."
          + " Lock a function that does not suspend.";
    }
    if (method.lock().onBusy() == OnBusy.SKIP && returns.isPrimitive() && returns != void.class) {
      return "onBusy=SKIP needs a value that says 'skipped', which "
          + returns
          + " does not have. Return a box, an Optional or void.";
    }
    return null;
  }

  /** Whether a type is, or implements, one of that name; whichever loader it comes from. */
  private static boolean isNamed(@Nullable Class<?> type, String name) {
    if (type == null) {
      return false;
    }
    if (type.getName().equals(name) || isNamed(type.getSuperclass(), name)) {
      return true;
    }
    for (Class<?> implemented : type.getInterfaces()) {
      if (isNamed(implemented, name)) {
        return true;
      }
    }
    return false;
  }
}
