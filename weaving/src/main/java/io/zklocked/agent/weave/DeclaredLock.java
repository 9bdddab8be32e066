package io.zklocked.agent.weave;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.rule.LockSetting;
import io.zklocked.runtime.rule.RulesFile;
import io.zklocked.runtime.rule.Settable;
import org.jspecify.annotations.Nullable;

/**
 * A lock as an annotation in a class file, or a rule, declares it. Immutable.
 *
 * @param woven what it says, as far as this version knows it, and what is set from outside of what
 *     cannot be changed once it is woven
 * @param attributes the same, with all that is set from outside
 * @param origin what declares it, for people
 * @param refusal what is wrong with the declaration itself, or null
 */
record DeclaredLock(
    LockAttributes woven, LockAttributes attributes, String origin, @Nullable String refusal)
    implements LockSource {

  /** The origin of what an annotation of ours declares. */
  static final String ANNOTATION = "annotation";

  static DeclaredLock of(LockAttributes attributes, String origin) {
    return new DeclaredLock(attributes, attributes, origin, null);
  }

  static DeclaredLock refused(String refusal, String origin) {
    return new DeclaredLock(LockAttributes.DEFAULT, LockAttributes.DEFAULT, origin, refusal);
  }

  /** The same with what is set of it from outside. */
  DeclaredLock set(RulesFile rules) {
    LockSetting setting = rules.settingOf(attributes.template());
    return setting == null
        ? this
        : new DeclaredLock(
            Settable.woven(attributes, rules),
            rules.applyTo(attributes),
            origin + " with " + setting.place(),
            refusal);
  }

  @Override
  public DeclaredLock lock(String type, String method) {
    return this;
  }
}
