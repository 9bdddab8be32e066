package io.zklocked.runtime.rule;

import io.zklocked.rules.LockAttributes;
import java.util.Map;

/**
 * Sets times and policies of locks from outside: {@code @ZkLocked orders/{id} -> wait-time=2s}.
 * Immutable.
 *
 * @param place where it stands
 * @param template the template of the locks
 * @param attributes what is set, by attribute
 */
public record LockSetting(RulePlace place, String template, Map<String, Object> attributes) {

  LockAttributes applyTo(LockAttributes lock) {
    LockAttributes set = lock;
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      set = set.and(attribute.getKey(), attribute.getValue());
    }
    return set;
  }

  /** The locks, as they would be written. */
  @Override
  public String toString() {
    return "@ZkLocked " + template;
  }
}
