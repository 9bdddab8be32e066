package io.zklocked.agent.weave;

import io.zklocked.runtime.rule.LockText;
import io.zklocked.runtime.rule.RulePlace;
import java.util.Map;

/**
 * A lock that a rule declares. Immutable.
 *
 * @param place where the rule stands
 * @param text what it says of the lock
 * @param given what the annotation says that it is about; empty if it is about methods
 */
record RuledLock(RulePlace place, LockText text, Map<String, Object> given) implements LockSource {

  /** The lock of a method that has a parameter called method. */
  DeclaredLock lockBesideParameter(String type, String method, int position) {
    return text.namesMethod()
        ? DeclaredLock.refused(
            "{method} may be its name or its parameter: write {"
                + position
                + "}, or the name itself",
            place.toString())
        : lock(type, method);
  }

  @Override
  public DeclaredLock lock(String type, String method) {
    String origin = place.toString();
    try {
      return DeclaredLock.of(text.lock(type.replace('/', '.'), method, given), origin);
    } catch (IllegalArgumentException e) {
      return DeclaredLock.refused(String.valueOf(e.getMessage()), origin);
    }
  }
}
