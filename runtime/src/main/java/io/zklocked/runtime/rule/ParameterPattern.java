package io.zklocked.runtime.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The parameters of the methods that a rule means, such as {@code (java.lang.String, int, ..)}.
 * Types are names as the class file has them, with {@code []} for arrays; {@code *} is one of any
 * type, {@code ..} any number of them, at the end. A name without a package may be of {@code
 * java.lang}. Immutable.
 */
public final class ParameterPattern {

  /** Whatever the parameters are. */
  public static final ParameterPattern ANY = new ParameterPattern(Collections.emptyList(), true);

  private final List<String> types;
  private final boolean isOpen;

  ParameterPattern(List<String> types, boolean isOpen) {
    this.types = Collections.unmodifiableList(new ArrayList<>(types));
    this.isOpen = isOpen;
  }

  /**
   * Whether a method has such parameters.
   *
   * @param descriptor its types, as in {@code (ILjava/lang/String;)V}
   * @return whether they match
   */
  public boolean matches(String descriptor) {
    List<String> there = types(descriptor);
    if (there.size() < types.size() || (there.size() > types.size() && !isOpen)) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      if (!isMeant(types.get(i), there.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMeant(String written, String type) {
    if (written.equals("*") || written.equals(type)) {
      return true;
    }
    return written.indexOf('.') < 0 && "java.lang.".concat(written).equals(type);
  }

  /**
   * The types of parameters, for people and for {@link #matches}.
   *
   * @param descriptor as there
   * @return their names, such as {@code java.lang.String} or {@code int[]}
   */
  public static List<String> types(String descriptor) {
    List<String> types = new ArrayList<>();
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      int dimensions = 0;
      while (descriptor.charAt(at) == '[') {
        dimensions++;
        at++;
      }
      int end = descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) : at;
      StringBuilder name = new StringBuilder(name(descriptor, at, end));
      for (int i = 0; i < dimensions; i++) {
        name.append("[]");
      }
      types.add(name.toString());
      at = end + 1;
    }
    return types;
  }

  private static String name(String descriptor, int at, int end) {
    return switch (descriptor.charAt(at)) {
      case 'Z' -> "boolean";
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'S' -> "short";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'F' -> "float";
      case 'D' -> "double";
      default -> descriptor.substring(at + 1, end).replace('/', '.');
    };
  }

  /** As it would be written. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < types.size(); i++) {
      text.append(i == 0 ? "" : ",").append(types.get(i));
    }
    if (isOpen) {
      text.append(types.isEmpty() ? ".." : ",..");
    }
    return text.append(')').toString();
  }
}
