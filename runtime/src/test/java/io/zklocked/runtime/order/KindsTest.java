package io.zklocked.runtime.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kinds of locks are called. */
class KindsTest {

  @ParameterizedTest
  @CsvSource({
    "orders/{id},           orders/{}",
    "{a}/{b.c},             {}/{}",
    "${region:eu}/{id}/end, eu/{}/end",
    "${shop}/{id},          berlin/{}",
    "${none}/{id},          ${none}/{id}",
    "nightly,               /root/x",
    "${shop},               /root/x",
    "by hand,               /root/x",
    "a label,               a label",
    "open { brace,          open { brace",
    "}{x,                   }{x"
  })
  void placeholdersLoseTheirNamesAndPropertiesHaveTheirValues(String label, String kind) {
    String resource = label.equals("nightly") ? label : label.equals("${shop}") ? "berlin" : "x";
    Kinds kinds = new Kinds(1, Map.of("shop", "berlin")::get);
    assertThat(kinds.of(label, resource, "/root/x")).isEqualTo(kind);
    assertThat(kinds.of(label, resource, "/root/x")).isEqualTo(kind);
  }

  @Test
  void labelBeyondTheMostIsReadEachTime() {
    Kinds kinds = new Kinds(1, name -> null);
    assertThat(kinds.of("a/{x}", "a/1", "/a")).isSameAs(kinds.of("a/{x}", "a/1", "/a"));
    assertThat(kinds.of("b/{x}", "b/1", "/b"))
        .isEqualTo("b/{}")
        .isNotSameAs(kinds.of("b/{x}", "b/1", "/b"));
  }
}
