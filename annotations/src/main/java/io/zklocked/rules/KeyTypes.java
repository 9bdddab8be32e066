package io.zklocked.rules;

import io.zklocked.syntax.SyntaxException;
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
import java.util.Set;
import java.util.UUID;

/**
 * Which types can be a key: those whose text says all that {@code equals} looks at, and is the same
 * in every JVM. Floating point is none, since nearly equal numbers would be different locks.
 */
public final class KeyTypes {

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

  private static final Set<String> OPTIONALS =
      Set.of(
          "java.util.Optional",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble");

  private static final Set<String> FLOATS =
      Set.of("float", "double", "java.lang.Float", "java.lang.Double");

  private KeyTypes() {}

  /**
   * Whether every value of a class can be a key. For values that are there: this runs at calls.
   *
   * @param type the class of a value
   * @return whether it can
   */
  public static boolean isKey(Class<?> type) {
    return VALUES.contains(type) || type.isEnum() || ZoneId.class.isAssignableFrom(type);
  }

  private static boolean isKey(TypeSight type) {
    if (type.isPrimitive()) {
      return !type.name().equals("void") && !FLOATS.contains(type.name());
    }
    for (Class<?> value : VALUES) {
      if (value.getName().equals(type.name())) {
        return true;
      }
    }
    return type.isEnum() || type.isA(ZoneId.class.getName());
  }

  /** Whether some value of the type can be a key: only the call can tell. */
  private static boolean mayBeKey(TypeSight type) {
    return isKey(type)
        || type.name().equals(Enum.class.getName())
        || VALUES.stream().anyMatch(type::takes);
  }

  /**
   * Refuses a type none of whose values can be a key.
   *
   * @param place the end of the path that leads to it
   * @param type the declared type
   * @throws SyntaxException if no value of it can be a key
   */
  public static void check(Place place, TypeSight type) {
    if (!mayBeKey(type)) {
      throw place.refused("its type " + type.name() + " cannot be a key", remedy(place, type));
    }
  }

  /**
   * What to write instead of a value of a type.
   *
   * @param place the end of the path that leads to it
   * @param type the type
   * @return a clause without a full stop
   */
  public static String remedy(Place place, TypeSight type) {
    if (OPTIONALS.contains(type.name())) {
      return "pass or return the value itself, and decide what is locked when there is none";
    }
    if (FLOATS.contains(type.name())) {
      return "use a whole number or a BigDecimal";
    }
    if (type.isArray() || type.isA("java.lang.Iterable")) {
      return "lock by one value; a lock has one key";
    }
    Set<String> names = Accessors.names(type, accessor -> isKey(accessor.result()));
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
}
