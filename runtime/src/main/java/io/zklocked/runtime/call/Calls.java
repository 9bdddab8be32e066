package io.zklocked.runtime.call;

import io.zklocked.LockKeyException;
import io.zklocked.OnBusy;
import io.zklocked.rules.Fault;
import io.zklocked.rules.LockAttributes;
import io.zklocked.rules.LockRules;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.runtime.key.KeyTemplate;
import io.zklocked.syntax.WaitTime;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where calls of annotated methods arrive: one for each runtime, for woven code and interceptors
 * alike. Thread-safe.
 */
public final class Calls {

  private final Acquirer acquirer;
  private final KeySpace keys;
  private final Function<String, @Nullable String> properties;
  private final WaitTime defaultWait;

  /**
   * Makes the entrance of a runtime.
   *
   * @param acquirer gets the locks
   * @param keys where they lie
   * @param properties gives the value of a <code>${property}</code> in a template, or null
   * @param defaultWait how long to wait where an annotation does not say
   */
  public Calls(
      Acquirer acquirer,
      KeySpace keys,
      Function<String, @Nullable String> properties,
      WaitTime defaultWait) {
    this.acquirer = acquirer;
    this.keys = keys;
    this.properties = properties;
    this.defaultWait = defaultWait;
  }

  /**
   * Prepares a method to be locked: checks all that can be known before a call.
   *
   * @param method the method
   * @return what locks its calls
   * @throws LockKeyException if its template cannot give a key
   * @throws IllegalArgumentException if an attribute is wrong or the method cannot be locked
   */
  public LockedMethod prepare(MethodFacts method) {
    try {
      Class<?> returns = method.type().returnType();
      Fault fault = LockRules.firstFault(method.lock(), method.sight());
      if (fault != null) {
        throw new IllegalArgumentException(method.place() + ": " + fault.sentence());
      }
      KeyTemplate template = KeyTemplate.parse(method.lock().template(), properties);
      List<Integer> subjects = template.subjects(method.isStatic(), method.parameterNames());
      MethodHandle key =
          PlacedKey.of(
              method.place(),
              template.compile(method.lookup(), subjects, types(method, subjects), keys));
      return new LockedMethod(acquirer, method, wait(method.lock()), subjects, key, returns);
    } catch (LockKeyException e) {
      throw PlacedKey.failure(method.place(), e);
    }
  }

  private WaitTime wait(LockAttributes lock) {
    if (!lock.waitTime().isEmpty()) {
      return WaitTime.parse(lock.waitTime());
    }
    return lock.onBusy() == OnBusy.SKIP ? WaitTime.ONCE : defaultWait;
  }

  private static List<Class<?>> types(MethodFacts method, List<Integer> subjects) {
    List<Class<?>> types = new ArrayList<>(subjects.size());
    for (int subject : subjects) {
      types.add(
          subject == KeyTemplate.THIS
              ? method.lookup().lookupClass()
              : method.type().parameterType(subject));
    }
    return types;
  }
}
