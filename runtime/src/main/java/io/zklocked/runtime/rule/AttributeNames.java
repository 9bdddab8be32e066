package io.zklocked.runtime.rule;

import io.zklocked.rules.LockAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How attributes are written outside of annotations: {@code wait-time} for waitTime. Stateless. */
final class AttributeNames {

  private AttributeNames() {}

  /** The attribute of that name, as the annotation has it, or null. */
  static @Nullable String inside(String outside) {
    for (String name : LockAttributes.names()) {
      if (!name.equals("value") && outside(name).equals(outside)) {
        return name;
      }
    }
    return null;
  }

  /** All of them, as they are written outside. */
  static List<String> outside() {
    List<String> names = new ArrayList<>();
    for (String name : LockAttributes.names()) {
      if (!name.equals("value")) {
        names.add(outside(name));
      }
    }
    Collections.sort(names);
    return names;
  }

  static String outside(String inside) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      if (Character.isUpperCase(c)) {
        text.append('-').append(Character.toLowerCase(c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** What the text is as a value of the attribute; null if it is none. */
  static @Nullable Object value(String inside, String text) {
    Object standard = LockAttributes.standard(inside);
    if (standard instanceof Integer) {
      try {
        return Integer.valueOf(text);
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return standard instanceof Enum<?> ? text.toUpperCase(Locale.ROOT) : text;
  }

  /** What may be written, for people. */
  static String allowed(String inside) {
    Object standard = LockAttributes.standard(inside);
    if (!(standard instanceof Enum<?> constant)) {
      return standard instanceof Integer ? "a number" : "a text";
    }
    StringBuilder names = new StringBuilder();
    Object[] constants = constant.getDeclaringClass().getEnumConstants();
    for (int i = 0; i < constants.length; i++) {
      names.append(i == 0 ? "" : i == constants.length - 1 ? " or " : ", ");
      names.append(((Enum<?>) constants[i]).name().toLowerCase(Locale.ROOT));
    }
    return names.toString();
  }
}
