package io.zklocked.rules;

import io.zklocked.syntax.Part;
import io.zklocked.syntax.Root;
import io.zklocked.syntax.SyntaxException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the placeholders of a template start from among the parameters of a method. Immutable.
 */
public final class Subjects {

  /** Stands for the object of the call. */
  public static final int THIS = -1;

  private final String template;
  private final boolean isStatic;
  private final List<@Nullable String> names;

  /**
   * For one template and one method.
   *
   * @param template the template as it was written
   * @param isStatic whether the method is static
   * @param names of its parameters, null where unknown
   */
  public Subjects(String template, boolean isStatic, List<@Nullable String> names) {
    this.template = template;
    this.isStatic = isStatic;
    this.names = names;
  }

  /**
   * Finds what a placeholder starts from.
   *
   * @param placeholder a placeholder of the template
   * @return the position of a parameter, or {@link #THIS}
   * @throws SyntaxException if it matches no parameter; the message lists those there are, and says
   *     what to do where names are unknown
   */
  public int of(Part.Placeholder placeholder) {
    if (placeholder.root() instanceof Root.This) {
      if (isStatic) {
        throw refused(placeholder, "a static method has no this", "start from a parameter instead");
      }
      return THIS;
    }
    if (placeholder.root() instanceof Root.Argument argument) {
      return position(placeholder, argument.index());
    }
    return parameter(placeholder, ((Root.Parameter) placeholder.root()).name());
  }

  private int position(Part.Placeholder placeholder, int index) {
    if (index < names.size()) {
      return index;
    }
    String remedy =
        names.isEmpty()
            ? "give it one, or lock by this or by a constant"
            : "write {0}" + (names.size() == 1 ? "" : " to {" + (names.size() - 1) + "}");
    throw refused(placeholder, "the method has " + count() + ", counted from 0", remedy);
  }

  private String count() {
    return switch (names.size()) {
      case 0 -> "no parameter";
      case 1 -> "one parameter";
      default -> names.size() + " parameters";
    };
  }

  private int parameter(Part.Placeholder placeholder, String name) {
    int found = names.indexOf(name);
    if (found < 0) {
      throw unknown(placeholder, name);
    }
    if (names.lastIndexOf(name) != found) {
      throw refused(
          placeholder,
          "more than one parameter is called " + name,
          "give each @LockParam a name of its own, or write {" + found + "}");
    }
    return found;
  }

  private SyntaxException unknown(Part.Placeholder placeholder, String name) {
    if (names.stream().anyMatch(Objects::isNull)) {
      return refused(
          placeholder,
          "no parameter is known as " + name + ": the class was compiled without parameter names",
          "write {0} for the first parameter or annotate it with @LockParam(\""
              + name
              + "\"), or compile with -parameters");
    }
    if (names.isEmpty()) {
      return refused(
          placeholder,
          "no parameter is called " + name + ", since the method has none",
          "add the parameter, or write {this." + name + "} for a property of the object");
    }
    List<String> known = names.stream().filter(Objects::nonNull).toList();
    return refused(
        placeholder,
        "no parameter is called " + name,
        "the method has " + String.join(", ", known));
  }

  private SyntaxException refused(Part.Placeholder placeholder, String problem, String remedy) {
    return Place.endOf(template, placeholder).refused(problem, remedy);
  }
}
