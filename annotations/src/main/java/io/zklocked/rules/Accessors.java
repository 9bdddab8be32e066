package io.zklocked.rules;

import io.zklocked.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method by which a type gives a property: {@code getX()}, {@code isX()} if it is
 * boolean, or {@code x()}, which is also that of a record component, in this order (records: their
 * component first). Rights are those of the class that declares the locked method; fields are never
 * read, since they are nobody's promise.
 */
public final class Accessors {

  /** What every object has says nothing about its value. */
  private static final Set<String> OF_OBJECT = Set.of("getClass", "hashCode", "toString", "clone");

  private static final int SHOWN = 6;

  private Accessors() {}

  /**
   * Finds the accessor for the next step of a path.
   *
   * @param caller the class that declares the locked method, for messages
   * @param place the point on the path that has been reached
   * @param type the declared type there
   * @param step the name of the property
   * @return a method that the caller may call
   * @throws SyntaxException if the type has none of that name, or none that is accessible
   */
  public static GetterSight find(String caller, Place place, TypeSight type, String step) {
    List<GetterSight> getters = type.getters();
    boolean exists = false;
    for (String name : methodNames(type, step)) {
      for (GetterSight getter : named(getters, name)) {
        if (getter.isAccessible()) {
          return getter;
        }
        exists = true;
      }
    }
    throw exists ? hidden(caller, place, type, step) : missing(place, type, step);
  }

  private static SyntaxException hidden(String caller, Place place, TypeSight type, String step) {
    return place.refused(
        owner(place, type) + ", whose " + step + " is not accessible to " + caller,
        "make the accessor and its class public, or pass the value as a parameter");
  }

  private static SyntaxException missing(Place place, TypeSight type, String step) {
    Set<String> names = names(type, any -> true);
    return place.refused(
        owner(place, type) + ", which has no accessor for " + step,
        names.isEmpty()
            ? "declare a type that has get"
                + capitalized(step)
                + "() or "
                + step
                + "(), or pass the value as a parameter"
            : "it has " + String.join(", ", names));
  }

  private static String owner(Place place, TypeSight type) {
    return place.path() + " is declared as " + type.name();
  }

  /** The properties of a type whose accessors are such as asked for; some of them, in order. */
  static Set<String> names(TypeSight type, Predicate<GetterSight> wanted) {
    Set<String> names = new TreeSet<>();
    for (GetterSight getter : type.getters()) {
      String property = property(type, getter);
      if (property != null && isAccessor(getter) && wanted.test(getter)) {
        names.add(property);
      }
    }
    List<String> sorted = new ArrayList<>(names);
    // An id is what one locks by, so it is offered first.
    sorted.sort(Comparator.comparing(name -> !name.toLowerCase(Locale.ROOT).endsWith("id")));
    return new LinkedHashSet<>(sorted.subList(0, Math.min(SHOWN, sorted.size())));
  }

  /** The methods that may give a property, the first that there is. */
  static List<String> methodNames(TypeSight type, String property) {
    return type.hasComponent(property)
        ? List.of(property)
        : List.of("get" + capitalized(property), "is" + capitalized(property), property);
  }

  private static List<GetterSight> named(List<GetterSight> getters, String name) {
    List<GetterSight> found = new ArrayList<>();
    for (GetterSight getter : getters) {
      if (getter.name().equals(name) && isAccessor(getter)) {
        found.add(getter);
      }
    }
    // A bridge returns a wider type; it serves only where the method it leads to is out of reach.
    found.sort(Comparator.comparing(GetterSight::isBridge));
    return found;
  }

  private static boolean isAccessor(GetterSight getter) {
    return !getter.isStatic() && isAccessor(getter.name(), getter.result());
  }

  /** Whether a method of an object without parameters may give a property. */
  static boolean isAccessor(String name, TypeSight type) {
    String result = type.name();
    if (result.equals("void") || OF_OBJECT.contains(name)) {
      return false;
    }
    boolean is = startsProperty(name, "is");
    return !is || result.equals("boolean") || result.equals("java.lang.Boolean");
  }

  private static @Nullable String property(TypeSight type, GetterSight getter) {
    String name = getter.name();
    if (type.hasComponent(name)) {
      return name;
    }
    for (String prefix : List.of("get", "is")) {
      if (startsProperty(name, prefix)) {
        return Character.toLowerCase(name.charAt(prefix.length()))
            + name.substring(prefix.length() + 1);
      }
    }
    return null;
  }

  private static boolean startsProperty(String name, String prefix) {
    return name.startsWith(prefix)
        && name.length() > prefix.length()
        && Character.isUpperCase(name.charAt(prefix.length()));
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
