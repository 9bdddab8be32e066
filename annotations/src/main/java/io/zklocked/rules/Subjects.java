package io.zklocked.rules;

import io.zklocked.syntax.Part;
import io.zklocked.syntax.Root;
import io.zklocked.syntax.SyntaxException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds what the paths of a template start from among the parameters of a method. Immutable. */
public final class Subjects {

  /** Stands for the object of the call. */
  public static final int THIS = -1;

  private final boolean isStatic;
  private final List<@Nullable String> names;

  /**
   * For one method.
   *
   * @param isStatic whether the method is static
   * @param names of its parameters, null where unknown
   */
  public Subjects(boolean isStatic, List<@Nullable String> names) {
    this.isStatic = isStatic;
    this.names = names;
  }

  /**
   * Finds what a path starts from.
   *
   * @param place a point on the path
   * @return the position of a parameter, or {@link #THIS}
   * @throws SyntaxException if it matches no parameter; the message lists those there are, and says
   *     what to do where names are unknown
   */
  public int of(Place place) {
    Part.Placeholder placeholder = place.placeholder();
    if (placeholder.root() instanceof Root.This) {
      if (isStatic) {
        throw place.refused("a static method has no this", "start from a parameter instead");
      }
      return THIS;
    }
    if (placeholder.root() instanceof Root.Argument argument) {
      return position(place, argument.index());
    }
    return parameter(place, ((Root.Parameter) placeholder.root()).name());
  }

  private int position(Place place, int index) {
    if (index < names.size()) {
      return index;
    }
    String remedy =
        names.isEmpty()
            ? "give it one, or lock by this or by a constant"
            : "write "
                + place.written("0")
                + (names.size() == 1 ? "" : " to " + place.written("" + (names.size() - 1)));
    throw place.refused("the method has " + count() + ", counted from 0", remedy);
  }

  private String count() {
    return switch (names.size()) {
      case 0 -> "no parameter";
      case 1 -> "one parameter";
      default -> names.size() + " parameters";
    };
  }

  private int parameter(Place place, String name) {
    int found = names.indexOf(name);
    if (found < 0) {
      throw unknown(place, name);
    }
    if (names.lastIndexOf(name) != found) {
      throw place.refused(
          "more than one parameter is called " + name,
          "give each @LockParam a name of its own, or write " + place.written("" + found));
    }
    return found;
  }

  private SyntaxException unknown(Place place, String name) {
    if (names.stream().anyMatch(Objects::isNull)) {
      return place.refused(
          "no parameter is known as " + name + ": the class was compiled without parameter names",
          "write "
              + place.written("0")
              + " for the first parameter or annotate it with @LockParam(\""
              + name
              + "\"), or compile with -parameters");
    }
    if (names.isEmpty()) {
      return place.refused(
          "no parameter is called " + name + ", since the method has none",
          "add the parameter, or write "
              + place.written("this." + name)
              + " for a property of the object");
    }
    List<String> known = names.stream().filter(Objects::nonNull).toList();
    return place.refused(
        "no parameter is called " + name, "the method has " + String.join(", ", known));
  }
}
