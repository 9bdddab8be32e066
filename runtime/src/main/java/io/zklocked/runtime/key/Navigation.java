package io.zklocked.runtime.key;

import io.zklocked.LockKeyException;
import io.zklocked.rules.Accessors;
import io.zklocked.rules.GetterSight;
import io.zklocked.rules.Place;
import io.zklocked.syntax.SyntaxException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    MethodHandle accessor = accessor(lookup, place, type, step);
    return accessor.asType(accessor.type().changeParameterType(0, type));
  }

  private static MethodHandle accessor(
      MethodHandles.Lookup lookup, Place place, Class<?> type, String step) {
    String caller = lookup.lookupClass().getName();
    try {
      GetterSight found = Accessors.find(caller, place, new ReflectedType(type, lookup), step);
      return Objects.requireNonNull(((ReflectedType.Getter) found).handle());
    } catch (SyntaxException e) {
      throw Refusal.of(e);
    } catch (LinkageError e) {
      throw Refusal.of(
          place.refused(
              "the methods of " + type.getName() + " cannot be read", "complete the class path"),
          e);
    }
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
      throw Refusal.of(
          place.refused(
              place.path() + " is null",
              "make sure that it is there, or lock by a value that always is"));
    }
    return value;
  }

  static LockKeyException failed(Place place, Exception cause) {
    return Refusal.of(
        place.refused(
            "reading " + place.path() + " failed with " + cause.getClass().getName(),
            "lock by a value that can be read before the lock is held"),
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
