package io.zklocked.runtime.key;

import io.zklocked.LockKeyException;
import io.zklocked.syntax.Part;
import io.zklocked.syntax.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds what the placeholders of a template start from among the parameters of a method. */
final class Subjects {

  private final String template;
  private final boolean isStatic;
  private final List<@Nullable String> names;

  Subjects(String template, boolean isStatic, List<@Nullable String> names) {
    this.template = template;
    this.isStatic = isStatic;
    this.names = names;
  }

  int of(Part.Placeholder placeholder) {
    if (placeholder.root() instanceof Root.This) {
      if (isStatic) {
        throw refused(placeholder, "a static method has no this", "start from a parameter instead");
      }
      return KeyTemplate.THIS;
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

  private LockKeyException unknown(Part.Placeholder placeholder, String name) {
    if (names.contains(null)) {
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

  private LockKeyException refused(Part.Placeholder placeholder, String problem, String remedy) {
    return Place.endOf(template, placeholder).refused(problem, remedy);
  }

  /** The distinct roots of the placeholders, in the order of their first use. */
  static List<Root> roots(List<Part.Placeholder> placeholders) {
    List<Root> roots = new ArrayList<>();
    for (Part.Placeholder placeholder : placeholders) {
      if (!roots.contains(placeholder.root())) {
        roots.add(placeholder.root());
      }
    }
    return roots;
  }
}
