package io.zklocked.runtime.key;

import io.zklocked.LockKeyException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the steps of a placeholder, from the declared type of its subject on. */
final class Navigation {

  private static final MethodHandles.Lookup OWN = MethodHandles.lookup();
  private static final MethodHandle PRESENT =
      find("present", MethodType.methodType(Object.class, Place.class, Object.class));
  private static final MethodHandle FAILED =
      find("failed", MethodType.methodType(LockKeyException.class, Place.class, Exception.class));
  private static final MethodHandle VALUE_OF =
      find("valueOf", MethodType.methodType(Object.class, String.class, Map.class));

  private Navigation() {}

  /**
   * Follows a path.
   *
   * @param lookup whose rights count
   * @param place the end of the path
   * @param subject the declared type that it starts from
   * @return from the subject to the value
   */
  static MethodHandle compile(MethodHandles.Lookup lookup, Place place, Class<?> subject) {
    MethodHandle path = MethodHandles.identity(subject);
    List<String> steps = place.placeholder().steps();
    for (int i = 0; i < steps.size(); i++) {
      MethodHandle step = step(lookup, place.at(i), path.type().returnType(), steps.get(i));
      path = MethodHandles.filterReturnValue(path, guarded(place.at(i), place.at(i + 1), step));
    }
    return path;
  }

  private static MethodHandle step(
      MethodHandles.Lookup lookup, Place place, Class<?> type, String step) {
    if (Map.class.isAssignableFrom(type)) {
      return VALUE_OF.bindTo(step).asType(MethodType.methodType(Object.class, type));
    }
    MethodHandle accessor;
    try {
      accessor = Accessors.find(lookup, type, step);
      if (accessor == null) {
        throw missing(lookup, place, type, step);
      }
    } catch (LinkageError e) {
      throw place.refused(
          "the methods of " + type.getName() + " cannot be read", "complete the class path", e);
    }
    return accessor.asType(accessor.type().changeParameterType(0, type));
  }

  private static LockKeyException missing(
      MethodHandles.Lookup lookup, Place place, Class<?> type, String step) {
    String owner = place.path() + " is declared as " + type.getTypeName();
    if (Accessors.exists(type, step)) {
      return place.refused(
          owner + ", whose " + step + " is not accessible to " + lookup.lookupClass().getName(),
          "make the accessor and its class public, or pass the value as a parameter");
    }
    if (!Accessors.names(type, any -> true).isEmpty()) {
      return place.refused(
          owner + ", which has no accessor for " + step,
          "it has " + String.join(", ", Accessors.names(type, any -> true)));
    }
    return place.refused(
        owner + ", which has no accessor for " + step,
        "declare a type that has get"
            + Character.toUpperCase(step.charAt(0))
            + step.substring(1)
            + "() or "
            + step
            + "(), or pass the value as a parameter");
  }

  private static MethodHandle guarded(Place receiver, Place result, MethodHandle step) {
    Class<?> type = step.type().parameterType(0);
    MethodHandle failed =
        MethodHandles.filterReturnValue(
            FAILED.bindTo(result),
            MethodHandles.throwException(step.type().returnType(), LockKeyException.class));
    MethodHandle caught = MethodHandles.catchException(step, Exception.class, failed);
    MethodHandle present = PRESENT.bindTo(receiver).asType(MethodType.methodType(type, type));
    return MethodHandles.filterArguments(caught, 0, present);
  }

  static Object present(Place place, @Nullable Object value) {
    if (value == null) {
      throw place.refused(
          place.path() + " is null",
          "make sure that it is there, or lock by a value that always is");
    }
    return value;
  }

  static LockKeyException failed(Place place, Exception cause) {
    return place.refused(
        "reading " + place.path() + " failed with " + cause.getClass().getName(),
        "lock by a value that can be read before the lock is held",
        cause);
  }

  static @Nullable Object valueOf(String key, Map<?, ?> map) {
    return map.get(key);
  }

  private static MethodHandle find(String name, MethodType type) {
    try {
      return OWN.findStatic(Navigation.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
