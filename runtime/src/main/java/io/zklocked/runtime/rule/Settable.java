package io.zklocked.runtime.rule;

import io.zklocked.rules.LockAttributes;
import java.util.ArrayList;
import java.util.List;

/** Knows what may be set of a lock from outside: times and policies. Stateless. */
public final class Settable {

  /** What can be changed while the application runs. */
  static final List<String> LIVE =
      List.of("waitTime", "onLost", "retain", "warnAfter", "lockAtLeastFor");

  /** What is part of the woven method, and so is set at its weaving alone. */
  static final List<String> WOVEN = List.of("onBusy", "releaseAt");

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
   * A lock with what is set of it that cannot be changed once it is woven.
   *
   * @param declared the lock as its annotation or rule declares it
   * @param rules what is set
   * @return the lock
   */
  public static LockAttributes woven(LockAttributes declared, RulesFile rules) {
    return with(declared, rules, WOVEN);
  }

  /**
   * A lock with what is set of it that can be changed at any time.
   *
   * @param woven the lock as it was woven
   * @param rules what is set now
   * @return the lock
   */
  public static LockAttributes live(LockAttributes woven, RulesFile rules) {
    return with(woven, rules, LIVE);
  }

  private static LockAttributes with(LockAttributes lock, RulesFile rules, List<String> names) {
    LockSetting setting = rules.settingOf(lock.template());
    LockAttributes with = lock;
    if (setting != null) {
      for (String name : names) {
        Object value = setting.attributes().get(name);
        with = value == null ? with : with.and(name, value);
      }
    }
    return with;
  }
}
