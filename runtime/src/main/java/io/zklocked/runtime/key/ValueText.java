package io.zklocked.runtime.key;

import io.zklocked.LockKeyException;
import io.zklocked.rules.KeyTypes;
import io.zklocked.rules.Place;
import io.zklocked.syntax.SyntaxException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Gives the value of one placeholder its text, escaped. Immutable.
 *
 * @param place the end of the placeholder's path
 * @param end the character that ends the value in its template
 */
record ValueText(Place place, char end) {

  private static final MethodHandles.Lookup OWN = MethodHandles.lookup();

  /** Beyond that many digits a power of ten is written with an exponent. */
  private static final int MAX_ZEROS = 100;

  /**
   * Compiles the last part of a path: from the declared type of the value to its text, or to the
   * value itself where its text is what the JDK makes of it.
   */
  MethodHandle compile(MethodHandles.Lookup lookup, Class<?> type) {
    try {
      KeyTypes.check(place, new ReflectedType(type, lookup));
    } catch (SyntaxException e) {
      throw Refusal.of(e);
    }
    if (isPlain(type)) {
      return MethodHandles.identity(type);
    }
    Class<?> parameter = Object.class;
    if (type == String.class || type == boolean.class || type == char.class || type == long.class) {
      parameter = type;
    } else if (type.isPrimitive()) {
      parameter = int.class;
    }
    try {
      return OWN.findVirtual(ValueText.class, "of", MethodType.methodType(String.class, parameter))
          .bindTo(this)
          .asType(MethodType.methodType(String.class, type));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("zklocked is damaged", e);
    }
  }

  /** Digits, a sign and letters: there is nothing to escape but what ends the value. */
  private boolean isPlain(Class<?> type) {
    return end == '/' && type.isPrimitive() && type != char.class;
  }

  String of(int value) {
    return of(Integer.toString(value));
  }

  String of(long value) {
    return of(Long.toString(value));
  }

  String of(boolean value) {
    return of(Boolean.toString(value));
  }

  String of(char value) {
    return of(Character.toString(value));
  }

  String of(@Nullable String value) {
    if (value == null) {
      throw missing();
    }
    if (value.isEmpty()) {
      throw refused(
          place.path() + " is empty", "an empty value names nothing; check it before the call");
    }
    String escaped = Escape.value(value, end);
    if (escaped == null) {
      throw refused(
          place.path() + " holds half of a surrogate pair", "pass text that is valid Unicode");
    }
    return escaped;
  }

  String of(@Nullable Object value) {
    if (value instanceof String text) {
      return of(text);
    }
    if (value == null) {
      throw missing();
    }
    return of(text(value));
  }

  private String text(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    Class<?> type = value.getClass();
    if (!KeyTypes.isKey(type)) {
      throw refused(
          "its value is of type " + type.getTypeName() + ", which cannot be a key",
          KeyTypes.remedy(place, new ReflectedType(type, MethodHandles.publicLookup())));
    }
    if (value instanceof BigDecimal number) {
      return canonical(number);
    }
    return value instanceof URI uri ? CanonicalUri.of(uri) : value.toString();
  }

  /**
   * Numbers that are equal are one lock, whatever their scale: 1.0 and 1.00 come from one amount
   * read in two ways, and two locks for one thing would be no lock, while one lock for two things
   * only makes somebody wait. So 1.50 is 1.5, and 1E+3 is 1000, as the long is.
   */
  private static String canonical(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return Math.abs((long) stripped.scale()) <= MAX_ZEROS
        ? stripped.toPlainString()
        : stripped.toString();
  }

  private LockKeyException refused(String problem, String remedy) {
    return Refusal.of(place.refused(problem, remedy));
  }

  private LockKeyException missing() {
    return refused(place.path() + " is null", "null names nothing; check it before the call");
  }
}
