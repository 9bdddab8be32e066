package io.zklocked.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows which results tell when the work of their method is done, and which of them begin it. */
final class Results {

  /** Those whose subscriptions are locked. A wrapper can be one of these, not of a subtype. */
  private static final List<String> DEFERRED =
      List.of(
          "reactor.core.publisher.Mono",
          "reactor.core.publisher.Flux",
          "org.reactivestreams.Publisher",
          "java.util.concurrent.Flow$Publisher");

  /** Work that starts later, and that nothing here can be put around. */
  private static final List<String> COLD =
      List.of(
          "reactor.core.publisher.ParallelFlux",
          "io.reactivex.rxjava3.core.Flowable",
          "io.reactivex.rxjava3.core.Observable",
          "io.reactivex.rxjava3.core.Single",
          "io.reactivex.rxjava3.core.Maybe",
          "io.reactivex.rxjava3.core.Completable",
          "io.reactivex.Flowable",
          "io.reactivex.Observable",
          "io.reactivex.Single",
          "io.reactivex.Maybe",
          "io.reactivex.Completable",
          "io.smallrye.mutiny.Uni",
          "io.smallrye.mutiny.Multi",
          "kotlinx.coroutines.flow.Flow");

  /** Work that goes on, and whose end nothing here is told. */
  private static final List<String> FUTURES =
      List.of(
          "java.util.concurrent.Future",
          "io.vertx.core.Future",
          "kotlinx.coroutines.Job",
          "scala.concurrent.Future");

  private static final String STAGE = "java.util.concurrent.CompletionStage";

  private Results() {}

  static boolean isDeferred(TypeSight result) {
    return DEFERRED.contains(result.name());
  }

  static @Nullable Fault coldPublisher(MethodSight method) {
    TypeSight result = method.result();
    return isDeferred(result) || !isCold(result) ? null : cold("it returns " + result.name());
  }

  static @Nullable Fault plainFuture(MethodSight method) {
    return isFuture(method.result()) ? future("it returns " + method.result().name()) : null;
  }

  /** What is wrong with a value that the declared type did not tell of. */
  static @Nullable Fault ofValue(TypeSight value) {
    if (isDeferred(value) || isCold(value)) {
      return cold("it declares another type and returned " + value.name());
    }
    return isFuture(value) ? future("it declares another type and returned " + value.name()) : null;
  }

  private static boolean isCold(TypeSight result) {
    return isAny(result, COLD) || isAny(result, DEFERRED);
  }

  private static boolean isFuture(TypeSight result) {
    return isAny(result, FUTURES) && !result.isA(STAGE);
  }

  private static boolean isAny(TypeSight result, List<String> names) {
    for (String name : names) {
      if (result.isA(name)) {
        return true;
      }
    }
    return false;
  }

  private static Fault cold(String what) {
    return Fault.of(
        Fault.Subject.METHOD,
        what + ", whose work starts when somebody subscribes, and its lock would be gone by then",
        "declare Mono, Flux, Flow.Publisher or org.reactivestreams.Publisher, whose subscriptions"
            + " are locked, or return a CompletionStage");
  }

  private static Fault future(String what) {
    return Fault.of(
        Fault.Subject.METHOD,
        what
            + ", which does not tell when its work is done, so that the lock would be gone"
            + " before",
        "return a CompletableFuture, or lock the method that does the work");
  }
}
