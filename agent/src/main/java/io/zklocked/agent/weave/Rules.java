package io.zklocked.agent.weave;

import io.zklocked.LockKeyException;
import io.zklocked.OnBusy;
import io.zklocked.runtime.key.KeyTemplate;
import io.zklocked.syntax.WaitTime;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Decides, from the class file alone, whether a method can be locked as it asks. Immutable. */
final class Rules {

  private static final Set<String> REACTIVE =
      Set.of(
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

  private final Function<String, @Nullable String> properties;

  Rules(Function<String, @Nullable String> properties) {
    this.properties = properties;
  }

  /** Why the method cannot be locked, or null if nothing speaks against it. */
  @Nullable Refusal refusal(AnnotatedMethod method) {
    if (method.locks().size() > 1) {
      return Refusal.method(
          "it has more than one lock: leave one @ZkLocked, or annotation with it");
    }
    if (method.name().startsWith("<")) {
      return Refusal.method("a constructor cannot be locked: move its work to a method");
    }
    DeclaredLock lock = method.lock();
    if (lock.unknown() != null) {
      return Refusal.method(
          "this version of the agent does not know what "
              + lock.unknown()
              + " of its @ZkLocked says: use the agent of the annotations' version");
    }
    Refusal byType = byTypes(method);
    return byType != null ? byType : byAttributes(method);
  }

  /**
   * What the key needs of a call: positions of parameters and {@link KeyTemplate#THIS}.
   *
   * @throws LockKeyException if the template is wrong for the method
   */
  List<Integer> subjects(AnnotatedMethod method) {
    return KeyTemplate.parse(method.lock().template(), properties)
        .subjects(method.isStatic(), method.parameterNames());
  }

  private static @Nullable Refusal byTypes(AnnotatedMethod method) {
    Type returned = method.returnType();
    if (REACTIVE.contains(returned.getClassName())) {
      return Refusal.method(
          "it returns a "
              + returned.getClassName()
              + ", whose work starts after the method has returned: lock the method that does the"
              + " work, or return a CompletionStage");
    }
    Type[] parameters = Type.getArgumentTypes(method.descriptor());
    if (parameters.length > 0
        && parameters[parameters.length - 1]
            .getClassName()
            .equals("kotlin.coroutines.Continuation")) {
      return Refusal.method(
          "it is a suspend function, which leaves and comes back in the midst of its work: lock a"
              + " function that does not suspend");
    }
    if (method.lock().onBusy() == OnBusy.SKIP
        && returned.getSort() != Type.VOID
        && returned.getSort() < Type.ARRAY) {
      return Refusal.method(
          "onBusy = SKIP has nothing to return for a "
              + returned.getClassName()
              + ": return "
              + "void, an object or an Optional, or leave onBusy = THROW");
    }
    return null;
  }

  private @Nullable Refusal byAttributes(AnnotatedMethod method) {
    String waitTime = method.lock().waitTime();
    if (!waitTime.isEmpty()) {
      try {
        WaitTime.parse(waitTime);
      } catch (IllegalArgumentException e) {
        return Refusal.method(String.valueOf(e.getMessage()));
      }
    }
    try {
      subjects(method);
      return null;
    } catch (LockKeyException e) {
      return new Refusal(Refusal.Kind.KEY, String.valueOf(e.getMessage()));
    }
  }
}
