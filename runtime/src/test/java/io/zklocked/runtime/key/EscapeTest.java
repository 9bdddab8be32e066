package io.zklocked.runtime.key;

import static io.zklocked.runtime.key.Keys.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockKeyException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.common.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {

  @Test
  void valueThatNeedsNoEscapeIsTheSameObject() {
    String value = "Straße 42, über-all_~!";
    assertThat(Escape.value(value, '/')).isSameAs(value);
  }

  @Test
  void everyCharacterIsAcceptedByZooKeeperAndReadBack() {
    for (int codePoint = 0; codePoint <= 0x1ffff; codePoint++) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) {
        continue;
      }
      String value = "x" + Character.toString(codePoint) + "y";
      String escaped = Escape.value(value, '-');
      assertThat(escaped).as("U+%04X", codePoint).isNotNull();
      PathUtils.validatePath("/" + escaped);
      if (codePoint != '+') {
        assertThat(URLDecoder.decode(escaped, StandardCharsets.UTF_8)).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\ude00b", "\ude00\ud83d", "ab\ud83d"})
  void halfOfASurrogatePairIsRefused(String value) {
    assertThat(Escape.value(value, '/')).isNull();
    assertThatThrownBy(() -> render("o/{a}", String.class, value))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining(
            "template \"o/{a}\", column 3: {a}: a holds half of a surrogate pair");
  }

  @ParameterizedTest
  @CsvSource({
    "., %2E",
    ".., .%2E",
    "..., ...",
    "zookeeper, zookeepe%72",
    ".system, .syste%6D",
    "a-lock-0000000001, a-lock-000000000%31",
    "lock-0000000009, lock-000000000%39",
    "__lock__0000000001, __lock__000000000%31",
    "__READ__0000000001, __READ__000000000%31",
    "__WRIT__0000000001, __WRIT__000000000%31",
    "lock--2147483648, lock--214748364%38",
    "__READ__-1, __READ__-%31",
    "lock-000000001, lock-000000001",
    "lock-00000000010, lock-00000000010",
    "block-7, block-7",
    "a/b, a%2Fb",
    "50%, 50%25"
  })
  void valueThatWouldMeanSomethingElseIsEscaped(String value, String resource) {
    LockKey key = render("{a}", String.class, value);
    assertThat(key.resource()).isEqualTo(resource);
    assertThat(key.path()).isEqualTo("/zklocked/" + resource.replace("%", "%25"));
    assertThat(render("/{a}", String.class, value).path()).isEqualTo("/" + resource);
  }

  @Test
  void literalThatCompletesAContenderIsEscapedToo() {
    assertThat(render("x{a}01", String.class, "lock-00000000").resource())
        .isEqualTo("xlock-000000000%31");
    assertThat(render("/lock-{a}/b", String.class, "0000000001").path())
        .isEqualTo("/lock-000000000%31/b");
  }

  @Test
  void textThatEndsAValueIsEscapedWithinIt() {
    assertThat(render("{a}-{b}", String.class, "x-y", "z").resource()).isEqualTo("x%2Dy-z");
    assertThat(render("{a}-{b}", String.class, "x", "y-z").resource()).isEqualTo("x-y-z");
    assertThat(render("{a}-{b}", int.class, -1, -2).resource()).isEqualTo("%2D1--2");
    assertThat(render("{a}/{b}-", String.class, "x-y", "z-").resource()).isEqualTo("x-y/z--");
  }
}
