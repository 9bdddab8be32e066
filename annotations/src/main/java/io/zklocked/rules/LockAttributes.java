package io.zklocked.rules;

import static java.util.Map.entry;

import io.zklocked.LockMode;
import io.zklocked.OnBusy;
import io.zklocked.OnLost;
import io.zklocked.ReleaseAt;
import io.zklocked.ZkLocked;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a lock as its annotation gives them, unchecked. Immutable.
 *
 * @param given what differs from what an annotation says that says nothing, by attribute: a {@link
 *     String}, an {@link Integer} or the name of a constant
 */
public record LockAttributes(Map<String, Object> given) {

  /** All attributes that this version knows, and what they say where they are left out. */
  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          entry("value", ""),
          entry("mode", LockMode.EXCLUSIVE),
          entry("permits", 1),
          entry("waitTime", ""),
          entry("onBusy", OnBusy.THROW),
          entry("onLost", OnLost.THROW),
          entry("fallback", ""),
          entry("releaseAt", ReleaseAt.AUTO),
          entry("retain", ""),
          entry("warnAfter", ""),
          entry("lockAtLeastFor", ""),
          entry("condition", ""));

  /** What an annotation says that says nothing. */
  public static final LockAttributes DEFAULT = new LockAttributes(Map.of());

  /** Copies what is given. */
  public LockAttributes {
    given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  /**
   * Reads an annotation that is there as an object.
   *
   * @param lock the annotation
   * @return what it says
   */
  public static LockAttributes of(ZkLocked lock) {
    return DEFAULT
        .and("value", lock.value())
        .and("mode", lock.mode().name())
        .and("permits", lock.permits())
        .and("waitTime", lock.waitTime())
        .and("onBusy", lock.onBusy().name())
        .and("onLost", lock.onLost().name())
        .and("fallback", lock.fallback())
        .and("releaseAt", lock.releaseAt().name())
        .and("retain", lock.retain())
        .and("warnAfter", lock.warnAfter())
        .and("lockAtLeastFor", lock.lockAtLeastFor())
        .and("condition", lock.condition());
  }

  /**
   * Reads one attribute that is known.
   *
   * @param name the attribute
   * @param value what it says; of a constant, the name
   * @return a copy
   * @throws IllegalArgumentException if this version does not know the attribute or the constant
   */
  public LockAttributes and(String name, Object value) {
    LockAttributes read = with(name, value);
    if (read == null) {
      throw new IllegalArgumentException(
          name + " = " + value + " is of another version of @ZkLocked");
    }
    return read;
  }

  /**
   * Reads one attribute of an annotation that is there as text, in a source or a class file.
   *
   * @param name the attribute
   * @param value what it says; of a constant, the name
   * @return a copy, or null if this version does not know the attribute or the constant
   */
  public @Nullable LockAttributes with(String name, Object value) {
    Object standard = DEFAULTS.get(name);
    Object said = standard instanceof Enum<?> constant ? constant.name() : standard;
    if (said == null
        || !said.getClass().isInstance(value)
        || (standard instanceof Enum<?> constant && !isConstant(constant, value))) {
      return null;
    }
    Map<String, Object> with = new LinkedHashMap<>(given);
    if (value.equals(said)) {
      with.remove(name);
    } else {
      with.put(name, value);
    }
    return new LockAttributes(with);
  }

  /**
   * What an attribute says where it is left out.
   *
   * @param name the attribute
   * @return a text, a number or a constant; null if this version does not know the attribute
   */
  public static @Nullable Object standard(String name) {
    return DEFAULTS.get(name);
  }

  /**
   * The attributes that this version knows.
   *
   * @return their names
   */
  public static Set<String> names() {
    return DEFAULTS.keySet();
  }

  private static boolean isConstant(Enum<?> one, Object name) {
    for (Object each : one.getDeclaringClass().getEnumConstants()) {
      if (((Enum<?>) each).name().equals(name)) {
        return true;
      }
    }
    return false; // a constant of another version
  }

  /**
   * The resource.
   *
   * @return a template
   */
  public String template() {
    return text("value");
  }

  /**
   * How the lock is held.
   *
   * @return the mode
   */
  public LockMode mode() {
    return given.get("mode") instanceof String mode ? LockMode.valueOf(mode) : LockMode.EXCLUSIVE;
  }

  /**
   * How many may hold a semaphore at once.
   *
   * @return the permits
   */
  public int permits() {
    return given.get("permits") instanceof Integer permits ? permits : 1;
  }

  /**
   * How long to wait.
   *
   * @return as text; may be empty
   */
  public String waitTime() {
    return text("waitTime");
  }

  /**
   * What to do when the lock stays busy.
   *
   * @return the policy
   */
  public OnBusy onBusy() {
    return given.get("onBusy") instanceof String policy ? OnBusy.valueOf(policy) : OnBusy.THROW;
  }

  /**
   * Which method to call instead when the lock stays busy.
   *
   * @return its name; may be empty
   */
  public String fallback() {
    return text("fallback");
  }

  /**
   * What several locks of one method say together, as at least one of them does.
   *
   * @param locks the locks
   * @param attribute what to ask each of them
   * @return the first answer that is not empty; empty if there is none
   */
  public static String together(
      List<LockAttributes> locks, Function<LockAttributes, String> attribute) {
    for (LockAttributes lock : locks) {
      String said = attribute.apply(lock);
      if (!said.isEmpty()) {
        return said;
      }
    }
    return "";
  }

  /**
   * What to do when the lock is lost.
   *
   * @return the policy
   */
  public OnLost onLost() {
    return given.get("onLost") instanceof String policy ? OnLost.valueOf(policy) : OnLost.THROW;
  }

  /**
   * When to give the lock back.
   *
   * @return the moment
   */
  public ReleaseAt releaseAt() {
    return given.get("releaseAt") instanceof String at ? ReleaseAt.valueOf(at) : ReleaseAt.AUTO;
  }

  /**
   * Whether the calls of a method do without its body when one of its locks is busy.
   *
   * @param locks all its locks
   * @return whether they skip it or call a fallback
   */
  public static boolean doWithoutBody(List<LockAttributes> locks) {
    return locks.get(0).onBusy() == OnBusy.SKIP
        || !together(locks, LockAttributes::fallback).isEmpty();
  }

  /**
   * How long to keep the lock between calls.
   *
   * @return as text; may be empty
   */
  public String retain() {
    return text("retain");
  }

  /**
   * After which time a body that holds the lock is overdue.
   *
   * @return as text; may be empty
   */
  public String warnAfter() {
    return text("warnAfter");
  }

  /**
   * For how long others are kept out at least.
   *
   * @return as text; may be empty
   */
  public String lockAtLeastFor() {
    return text("lockAtLeastFor");
  }

  /**
   * When the lock is wanted.
   *
   * @return as text; empty for always
   */
  public String condition() {
    return text("condition");
  }

  private String text(String name) {
    return given.get(name) instanceof String text ? text : "";
  }
}
