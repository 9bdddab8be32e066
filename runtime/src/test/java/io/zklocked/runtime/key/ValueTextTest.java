package io.zklocked.runtime.key;

import static io.zklocked.runtime.key.Keys.compile;
import static io.zklocked.runtime.key.Keys.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockKeyException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.CharBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextTest {

  enum Shape {
    ROUND {
      @Override
      public String toString() {
        return "not the name";
      }
    }
  }

  record Customer(long id, String name, double rating, List<String> tags) {}

  static Stream<Arguments> keyValues() {
    UUID uuid = new UUID(1, 2);
    return Stream.of(
        Arguments.of(String.class, "abc", "abc"),
        Arguments.of(boolean.class, true, "true"),
        Arguments.of(byte.class, (byte) -1, "-1"),
        Arguments.of(short.class, (short) 7, "7"),
        Arguments.of(int.class, Integer.MIN_VALUE, "-2147483648"),
        Arguments.of(long.class, Long.MAX_VALUE, "9223372036854775807"),
        Arguments.of(char.class, '%', "%25"),
        Arguments.of(Boolean.class, false, "false"),
        Arguments.of(Byte.class, (byte) 1, "1"),
        Arguments.of(Short.class, (short) 7, "7"),
        Arguments.of(Integer.class, 5, "5"),
        Arguments.of(Long.class, 5L, "5"),
        Arguments.of(Character.class, '/', "%2F"),
        Arguments.of(Shape.class, Shape.ROUND, "ROUND"),
        Arguments.of(Enum.class, Shape.ROUND, "ROUND"),
        Arguments.of(DayOfWeek.class, DayOfWeek.MONDAY, "MONDAY"),
        Arguments.of(UUID.class, uuid, uuid.toString()),
        Arguments.of(BigInteger.class, BigInteger.TEN, "10"),
        Arguments.of(URI.class, URI.create("a:b/c"), "a:b%2Fc"),
        Arguments.of(LocalDate.class, LocalDate.of(2026, 1, 2), "2026-01-02"),
        Arguments.of(Instant.class, Instant.EPOCH, "1970-01-01T00:00:00Z"),
        Arguments.of(Duration.class, Duration.ofSeconds(90), "PT1M30S"),
        Arguments.of(ZoneId.class, ZoneId.of("Europe/Berlin"), "Europe%2FBerlin"),
        Arguments.of(ZoneId.class, ZoneOffset.UTC, "Z"),
        Arguments.of(Temporal.class, Instant.EPOCH, "1970-01-01T00:00:00Z"),
        Arguments.of(Number.class, 5, "5"),
        Arguments.of(CharSequence.class, "abc", "abc"),
        Arguments.of(Serializable.class, "abc", "abc"),
        Arguments.of(Comparable.class, "abc", "abc"),
        Arguments.of(Object.class, ZoneId.of("Europe/Berlin"), "Europe%2FBerlin"));
  }

  @ParameterizedTest
  @MethodSource("keyValues")
  void valueOfAKeyTypeIsWrittenAsItsText(Class<?> type, Object value, String text) {
    assertThat(render("o/{a}", type, value).resource()).isEqualTo("o/" + text);
    assertThat(render("o/{a}", Object.class, value).resource()).isEqualTo("o/" + text);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "1.00, 1",
    "1, 1",
    "1E+3, 1000",
    "1000, 1000",
    "0.00, 0",
    "0E+9, 0",
    "-2.50, -2.5",
    "0.001, 0.001",
    "1E+1000000, 1E+1000000",
    "10E+999999, 1E+1000000",
    "1E-1000000, 1E-1000000"
  })
  void numbersThatAreEqualAreOneKey(BigDecimal number, String text) {
    assertThat(render("{a}", BigDecimal.class, number).resource()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP://Me@HOST:80/A?Q#F, http://Me@host:80/A?Q#F",
    "//HOST/a%2fb, //host/a%2Fb",
    "MAILTO:Me@x, mailto:Me@x",
    "a/../b, a/../b",
    "http://[::1]/, http://[::1]/",
    "x://reg_name:A/, x://reg_name:A/"
  })
  void equalUrisAreOneKey(URI uri, String text) {
    assertThat(CanonicalUri.of(uri)).isEqualTo(text);
    assertThat(URI.create(CanonicalUri.of(uri))).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        float.class,
        double.class,
        Float.class,
        Double.class,
        Optional.class,
        OptionalInt.class,
        List.class,
        int[].class,
        StringBuilder.class,
        Thread.class,
        Runnable.class
      })
  void typeThatCannotBeAKeyIsRefusedWhenCompiled(Class<?> type) {
    assertThatThrownBy(() -> compile("orders/{a}", type))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("template \"orders/{a}\", column 8: {a}: its type")
        .hasMessageContaining(type.getTypeName());
  }

  @Test
  void refusedTypeNamesTheAccessorsToWrite() {
    assertThatThrownBy(() -> compile("o/{a}", Customer.class))
        .hasMessageContaining("write {a.id} or {a.name}")
        .hasMessageNotContainingAny("rating", "tags");
    assertThatThrownBy(() -> render("o/{a}", Object.class, new Customer(1, "x", 2, List.of())))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("its value is of type " + Customer.class.getTypeName())
        .hasMessageContaining("write {a.id} or {a.name}");
  }

  @Test
  void refusedTypeHasARemedyOfItsOwn() {
    assertThatThrownBy(() -> compile("o/{a}", Optional.class))
        .hasMessageContaining("pass or return the value itself");
    assertThatThrownBy(() -> compile("o/{a}", double.class))
        .hasMessageContaining("use a whole number or a BigDecimal");
    assertThatThrownBy(() -> compile("o/{a}", List.class)).hasMessageContaining("by one value");
  }

  @Test
  void valueOfAnotherTypeIsRefusedAtTheCall() {
    List<Object> values =
        List.of(1.5, 1.5f, Optional.of("x"), CharBuffer.wrap("x"), new Object(), List.of("x"));
    for (Object value : values) {
      assertThatThrownBy(() -> render("o/{a}", Object.class, value))
          .as(value.getClass().getName())
          .isInstanceOf(LockKeyException.class)
          .hasMessageContaining("which cannot be a key; ");
    }
  }

  @Test
  void nullAndEmptyValuesAreRefused() {
    for (Class<?> type : List.of(String.class, Object.class, Long.class, Shape.class)) {
      assertThatThrownBy(() -> render("o/{a}", type, (Object) null))
          .isInstanceOf(LockKeyException.class)
          .hasMessageContaining("template \"o/{a}\", column 3: {a}: a is null; ");
    }
    assertThatThrownBy(() -> render("o/{a}", String.class, ""))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("a is empty; ");
    assertThatThrownBy(() -> render("o/{a}", URI.class, URI.create("")))
        .hasMessageContaining("a is empty; ");
  }
}
