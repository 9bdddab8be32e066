package io.zklocked.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows which results do not tell when the work of their method is done. */
final class Results {

  private static final List<String> COLD =
      List.of(
          "org.reactivestreams.Publisher",
          "java.util.concurrent.Flow$Publisher",
          "reactor.core.publisher.Mono",
          "reactor.core.publisher.Flux",
          "io.reactivex.rxjava3.core.Flowable",
          "io.reactivex.rxjava3.core.Observable",
          "io.reactivex.rxjava3.core.Single",
          "io.reactivex.rxjava3.core.Maybe",
          "io.reactivex.rxjava3.core.Completable",
          "io.smallrye.mutiny.Uni",
          "io.smallrye.mutiny.Multi",
          "kotlinx.coroutines.flow.Flow");

  private Results() {}

  static @Nullable Fault coldPublisher(MethodSight method) {
    for (String cold : COLD) {
      if (method.result().isA(cold)) {
        return Fault.of(
            Fault.Subject.METHOD,
            "it returns "
                + method.result().name()
                + ", whose work starts only after the method has returned, when the lock is gone",
            "lock the method that does the work, or return a CompletionStage");
      }
    }
    return null;
  }

  static @Nullable Fault plainFuture(MethodSight method) {
    return !method.result().isA("java.util.concurrent.Future")
            || method.result().isA("java.util.concurrent.CompletionStage")
        ? null
        : Fault.of(
            Fault.Subject.METHOD,
            "it returns "
                + method.result().name()
                + ", which does not tell when its work is done, so that the lock would be gone"
                + " before",
            "return a CompletableFuture, or lock the method that does the work");
  }
}
