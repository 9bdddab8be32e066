package io.zklocked.runtime.key;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Which types can be a key: those whose text says all that {@code equals} looks at, and is the same
 * in every JVM. Floating point is none, since nearly equal numbers would be different locks.
 */
final class KeyTypes {

  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Character.class,
          UUID.class,
          BigInteger.class,
          BigDecimal.class,
          URI.class,
          Duration.class,
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          LocalTime.class,
          MonthDay.class,
          OffsetDateTime.class,
          OffsetTime.class,
          Period.class,
          Year.class,
          YearMonth.class,
          ZoneId.class,
          ZoneOffset.class,
          ZonedDateTime.class);

  private static final Set<Class<?>> OPTIONALS =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private static final Set<Class<?>> FLOATS =
      Set.of(float.class, double.class, Float.class, Double.class);

  private KeyTypes() {}

  /** Whether every value of the type can be a key, but null. */
  static boolean isKey(Class<?> type) {
    if (type.isPrimitive()) {
      return type != void.class && !FLOATS.contains(type);
    }
    return VALUES.contains(type) || type.isEnum() || ZoneId.class.isAssignableFrom(type);
  }

  /** Whether some value of the type can be a key: only the call can tell. */
  static boolean mayBeKey(Class<?> type) {
    return isKey(type)
        || type == Enum.class
        || VALUES.stream().anyMatch(value -> type.isAssignableFrom(value));
  }

  /** What to write instead of a value of that type. */
  static String remedy(Place place, Class<?> type) {
    if (OPTIONALS.contains(type)) {
      return "pass or return the value itself, and decide what is locked when there is none";
    }
    if (FLOATS.contains(type)) {
      return "use a whole number or a BigDecimal";
    }
    if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
      return "lock by one value; a lock has one key";
    }
    Set<String> names = Accessors.names(type, KeyTypes::isKeyOf);
    if (names.isEmpty()) {
      return "a key is a string, a whole number, a boolean, a char, an enum, a UUID, BigInteger,"
          + " BigDecimal, URI or java.time value";
    }
    StringBuilder remedy = new StringBuilder("write ");
    String separator = "";
    for (String name : names) {
      remedy.append(separator).append('{').append(place.path(name)).append('}');
      separator = " or ";
    }
    return remedy.toString();
  }

  private static boolean isKeyOf(Method accessor) {
    return isKey(accessor.getReturnType());
  }
}
