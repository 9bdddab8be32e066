package io.zklocked.runtime.rule;

import io.zklocked.rules.LockAttributes;
import java.util.Map;

/**
 * What a rule says of a lock, with blanks that are filled in for each method: {@code {class}} and
 * {@code {method}} by their names, {@code {@name}} by what the attribute {@code name} of an
 * annotation says, {@code {@name:text}} by the text where it says nothing. Immutable.
 *
 * @param template the template of the resource
 * @param attributes the other attributes, by the names that they have in the annotation
 * @param refused the attributes of another annotation that cannot be kept, each with the value that
 *     does no harm; empty where each does harm
 */
public record LockText(
    String template, Map<String, String> attributes, Map<String, String> refused) {

  /**
   * Fills the blanks in.
   *
   * @param type the name of the class
   * @param method the name of the method
   * @param given what the annotation says, by attribute: boxed values, strings, names of constants,
   *     and lists of them; what its type says, by {@link #defaultOf}; empty where the rule is not
   *     about an annotation
   * @return the lock; not yet checked against a method
   * @throws IllegalArgumentException if a blank cannot be filled in, or an attribute cannot be what
   *     it says then; the message is a sentence
   */
  public LockAttributes lock(String type, String method, Map<String, Object> given) {
    for (Map.Entry<String, String> each : refused.entrySet()) {
      String said = String.valueOf(given.getOrDefault(each.getKey(), each.getValue()));
      if (!said.equals(each.getValue())) {
        throw new IllegalArgumentException(
            "its annotation says "
                + each.getKey()
                + " = "
                + said
                + ", which cannot be kept here; name the method in a rule of its own, or leave that"
                + " out");
      }
    }
    Blanks blanks = new Blanks(type, method, given);
    LockAttributes lock = LockAttributes.DEFAULT.and("value", blanks.fill(template));
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String text = blanks.fill(attribute.getValue());
      if (!text.isEmpty()) {
        lock = with(lock, attribute.getKey(), text);
      }
    }
    return lock;
  }

  /**
   * Under which name {@link #lock} finds what the type of an annotation says, and not its use.
   *
   * @param attribute the attribute
   * @return a name that no attribute has
   */
  public static String defaultOf(String attribute) {
    return Blanks.DEFAULT.concat(attribute);
  }

  /**
   * Whether the name of the method is filled in.
   *
   * @return whether {@code {method}} is in it
   */
  public boolean namesMethod() {
    if (template.contains(Blanks.METHOD)) {
      return true;
    }
    for (String text : attributes.values()) {
      if (text.contains(Blanks.METHOD)) {
        return true;
      }
    }
    return false;
  }

  /** Whether anything depends on what an annotation says. */
  boolean asksAnnotation() {
    if (Blanks.askAnnotation(template)) {
      return true;
    }
    for (String text : attributes.values()) {
      if (Blanks.askAnnotation(text)) {
        return true;
      }
    }
    return false;
  }

  private static LockAttributes with(LockAttributes lock, String name, String text) {
    Object value = AttributeNames.value(name, text);
    LockAttributes with = value == null ? null : lock.with(name, value);
    if (with == null) {
      throw new IllegalArgumentException(
          AttributeNames.outside(name)
              + " cannot be "
              + RuleText.shown(text)
              + "; write "
              + AttributeNames.allowed(name));
    }
    return with;
  }
}
