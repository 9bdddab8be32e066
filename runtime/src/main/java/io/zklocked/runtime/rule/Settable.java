package io.zklocked.runtime.rule;

import io.zklocked.rules.LockAttributes;
import java.util.ArrayList;
import java.util.List;

/** Knows what may be set of a lock from outside: times and policies. Stateless. */
public final class Settable {

  /** What can be changed while the application runs. */
  private static final List<String> LIVE =
      List.of("waitTime", "onLost", "retain", "warnAfter", "lockAtLeastFor");

  /** What is part of the woven method, and so is set at its weaving alone. */
  private static final List<String> WOVEN = List.of("onBusy", "releaseAt");

  private Settable() {}

  static boolean is(String name) {
    return LIVE.contains(name) || WOVEN.contains(name);
  }

  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : LIVE) {
      names.add(AttributeNames.outside(name));
    }
    for (String name : WOVEN) {
      names.add(AttributeNames.outside(name));
    }
    return names;
  }

  /**
   * A lock as it is now set, apart from what was woven.
   *
   * @param woven the lock as it was woven
   * @param declared the lock as its annotation or rule declares it
   * @param rules what is set now
   * @return the lock
   */
  public static LockAttributes live(
      LockAttributes woven, LockAttributes declared, RulesFile rules) {
    LockAttributes set = rules.applyTo(declared);
    LockAttributes live = woven;
    for (String name : LIVE) {
      Object value = set.given().get(name);
      Object standard = LockAttributes.standard(name);
      String plain = standard instanceof Enum<?> constant ? constant.name() : "";
      live = live.and(name, value == null ? plain : value);
    }
    return live;
  }
}
