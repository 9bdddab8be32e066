package io.zklocked.agent.weave;

import io.zklocked.LockKeyException;
import io.zklocked.rules.Fault;
import io.zklocked.rules.LockRules;
import io.zklocked.runtime.key.KeyTemplate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides, from the class file alone, whether a method can be locked as it asks. Immutable. */
final class Rules {

  private final Function<String, @Nullable String> properties;

  Rules(Function<String, @Nullable String> properties) {
    this.properties = properties;
  }

  /** Why the method cannot be locked, or null if nothing speaks against it. */
  @Nullable Refusal refusal(AnnotatedMethod method) {
    Fault count = LockRules.faultOfCount(method.locks().size());
    if (count != null) {
      return Refusal.of(count);
    }
    DeclaredLock lock = method.lock();
    if (lock.unknown() != null) {
      return Refusal.method(
          "this version of the agent does not know what "
              + lock.unknown()
              + " of its @ZkLocked says; use the agent of the annotations' version");
    }
    Fault fault = LockRules.firstFault(lock.attributes(), method.sight());
    return fault != null ? Refusal.of(fault) : byTemplate(method);
  }

  /**
   * What the key needs of a call: positions of parameters and {@link KeyTemplate#THIS}.
   *
   * @throws LockKeyException if the template is wrong for the method
   */
  List<Integer> subjects(AnnotatedMethod method) {
    return KeyTemplate.parse(method.lock().attributes().template(), properties)
        .subjects(method.isStatic(), method.parameterNames());
  }

  private @Nullable Refusal byTemplate(AnnotatedMethod method) {
    try {
      subjects(method);
      return null;
    } catch (LockKeyException e) {
      return new Refusal(Refusal.Kind.KEY, String.valueOf(e.getMessage()));
    }
  }
}
