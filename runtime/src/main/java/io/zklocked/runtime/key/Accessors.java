package io.zklocked.runtime.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
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
 * component first). Rights are those of the lookup, as if the class that declares the locked method
 * made the call; fields are never read, since they are nobody's promise.
 */
final class Accessors {

  /** What every object has says nothing about its value. */
  private static final Set<String> OF_OBJECT = Set.of("getClass", "hashCode", "toString", "clone");

  private static final int SHOWN = 6;

  private Accessors() {}

  /**
   * Finds an accessor that the lookup may call.
   *
   * @return the accessor; null if the type has none of that name, or none that is accessible
   */
  static @Nullable MethodHandle find(MethodHandles.Lookup lookup, Class<?> type, String property) {
    for (String name : methodNames(type, property)) {
      for (Method method : declared(type, name)) {
        MethodHandle accessor = opened(lookup, method);
        if (accessor != null) {
          return accessor;
        }
      }
    }
    return null;
  }

  /** Null if it is out of reach; a public type above may then declare the same method. */
  private static @Nullable MethodHandle opened(MethodHandles.Lookup lookup, Method method) {
    try {
      return lookup.unreflect(method);
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  /** Whether the type has such an accessor at all. */
  static boolean exists(Class<?> type, String property) {
    return methodNames(type, property).stream().anyMatch(name -> !declared(type, name).isEmpty());
  }

  /** The properties of a type whose accessors are such as asked for; some of them, in order. */
  static Set<String> names(Class<?> type, Predicate<Method> wanted) {
    Set<String> names = new TreeSet<>();
    for (Class<?> part : hierarchy(type)) {
      for (Method method : part.getDeclaredMethods()) {
        String property = property(part, method);
        if (property != null && isAccessor(method) && wanted.test(method)) {
          names.add(property);
        }
      }
    }
    List<String> sorted = new ArrayList<>(names);
    // An id is what one locks by, so it is offered first.
    sorted.sort(Comparator.comparing(name -> !name.toLowerCase(Locale.ROOT).endsWith("id")));
    return new LinkedHashSet<>(sorted.subList(0, Math.min(SHOWN, sorted.size())));
  }

  private static List<String> methodNames(Class<?> type, String property) {
    String capital = Character.toUpperCase(property.charAt(0)) + property.substring(1);
    return isComponent(type, property)
        ? List.of(property)
        : List.of("get" + capital, "is" + capital, property);
  }

  private static List<Method> declared(Class<?> type, String name) {
    List<Method> found = new ArrayList<>();
    for (Class<?> part : hierarchy(type)) {
      for (Method method : part.getDeclaredMethods()) {
        if (method.getName().equals(name) && isAccessor(method)) {
          found.add(method);
        }
      }
    }
    // A bridge returns a wider type; it serves only where the method it leads to is out of reach.
    found.sort(Comparator.comparing(Method::isBridge));
    return found;
  }

  private static boolean isAccessor(Method method) {
    Class<?> result = method.getReturnType();
    if (method.getParameterCount() != 0
        || result == void.class
        || Modifier.isStatic(method.getModifiers())
        || OF_OBJECT.contains(method.getName())) {
      return false;
    }
    boolean is = method.getName().matches("is\\p{Lu}.*");
    return !is || result == boolean.class || result == Boolean.class;
  }

  /** Superclasses before interfaces, the nearest first. */
  private static Set<Class<?>> hierarchy(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      all.add(c);
    }
    List<Class<?>> open = new ArrayList<>(all);
    while (!open.isEmpty()) {
      for (Class<?> next : open.remove(0).getInterfaces()) {
        if (all.add(next)) {
          open.add(next);
        }
      }
    }
    return all;
  }

  private static @Nullable String property(Class<?> type, Method method) {
    String name = method.getName();
    if (isComponent(type, name)) {
      return name;
    }
    for (String prefix : List.of("get", "is")) {
      if (name.startsWith(prefix) && name.length() > prefix.length()) {
        char first = name.charAt(prefix.length());
        return Character.isUpperCase(first)
            ? Character.toLowerCase(first) + name.substring(prefix.length() + 1)
            : null;
      }
    }
    return null;
  }

  private static boolean isComponent(Class<?> type, String name) {
    RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : null;
    if (components != null) {
      for (RecordComponent component : components) {
        if (component.getName().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
