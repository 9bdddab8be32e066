package io.zklocked.rules;

import io.zklocked.LockMode;
import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a lock as its annotation gives them, unchecked. Immutable.
 *
 * @param template the resource
 * @param mode how it is held
 * @param permits how many may hold a semaphore at once
 * @param waitTime how long to wait, as text; may be empty
 * @param onBusy what to do when the lock stays busy
 * @param retain how long to keep the lock between calls, as text; may be empty
 */
public record LockAttributes(
    String template, LockMode mode, int permits, String waitTime, OnBusy onBusy, String retain) {

  /** What an annotation says that says nothing. */
  public static final LockAttributes DEFAULT =
      new LockAttributes("", LockMode.EXCLUSIVE, 1, "", OnBusy.THROW, "");

  /**
   * Reads an annotation that is there as an object.
   *
   * @param lock the annotation
   * @return what it says
   */
  public static LockAttributes of(ZkLocked lock) {
    return new LockAttributes(
        lock.value(), lock.mode(), lock.permits(), lock.waitTime(), lock.onBusy(), lock.retain());
  }

  /**
   * Reads one attribute of an annotation that is there as text, in a source or a class file.
   *
   * @param name the attribute
   * @param value what it says; of a constant, the name
   * @return a copy, or null if this version does not know the attribute or the constant
   */
  public @Nullable LockAttributes with(String name, Object value) {
    if (value instanceof Integer number) {
      return name.equals("permits")
          ? new LockAttributes(template, mode, number, waitTime, onBusy, retain)
          : null;
    }
    if (!(value instanceof String text)) {
      return null;
    }
    try {
      return switch (name) {
        case "value" -> new LockAttributes(text, mode, permits, waitTime, onBusy, retain);
        case "mode" ->
            new LockAttributes(template, LockMode.valueOf(text), permits, waitTime, onBusy, retain);
        case "waitTime" -> new LockAttributes(template, mode, permits, text, onBusy, retain);
        case "onBusy" ->
            new LockAttributes(template, mode, permits, waitTime, OnBusy.valueOf(text), retain);
        case "retain" -> new LockAttributes(template, mode, permits, waitTime, onBusy, text);
        default -> null;
      };
    } catch (IllegalArgumentException e) {
      return null; // a constant of another version
    }
  }
}
