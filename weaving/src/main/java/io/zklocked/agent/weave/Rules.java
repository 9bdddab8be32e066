package io.zklocked.agent.weave;

import io.zklocked.LockKeyException;
import io.zklocked.rules.Fault;
import io.zklocked.rules.LockRules;
import io.zklocked.runtime.key.ConditionalKey;
import io.zklocked.runtime.key.KeyTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides, from the class file alone, whether a method can be locked as it asks. Immutable. */
final class Rules {

  private final Function<String, @Nullable String> properties;

  Rules(Function<String, @Nullable String> properties) {
    this.properties = properties;
  }

  /**
   * Why the method cannot be locked, or null if nothing speaks against it.
   *
   * @param before the methods of its class that stand before it
   */
  @Nullable Refusal refusal(AnnotatedMethod method, List<AnnotatedMethod> before) {
    for (DeclaredLock lock : method.locks()) {
      if (lock.refusal() != null) {
        return Refusal.method(lock.refusal()).with(method.origins());
      }
    }
    Fault fault = LockRules.firstFault(method.attributes(), method.sight());
    for (int i = 0; i < before.size() && fault == null; i++) {
      AnnotatedMethod other = before.get(i);
      fault = LockRules.faultInClass(method.attributes(), other.attributes(), other.name());
    }
    Refusal refusal = fault != null ? Refusal.of(fault) : byTemplate(method);
    return refusal == null ? null : refusal.with(method.origins());
  }

  /**
   * What the keys need of a call: positions of parameters and {@link KeyTemplate#THIS}.
   *
   * @throws LockKeyException if a template is wrong for the method
   */
  List<Integer> subjects(AnnotatedMethod method) {
    List<ConditionalKey> keys = new ArrayList<>(method.locks().size());
    for (DeclaredLock lock : method.locks()) {
      keys.add(ConditionalKey.of(lock.attributes(), properties));
    }
    return ConditionalKey.subjects(keys, method.isStatic(), method.parameterNames());
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
