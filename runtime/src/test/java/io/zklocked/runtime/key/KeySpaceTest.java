package io.zklocked.runtime.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySpaceTest {

  @Test
  void keyIsSharedWhereItsPathIsAbsoluteOrOneOfThoseThatAreShared() {
    KeySpace space = KeySpace.below("/app").sharing("/app/nightly"::equals);
    assertThat(space.key("nightly").shared()).isTrue();
    assertThat(space.key("hourly").shared()).isFalse();
    assertThat(space.key("/services/nightly").shared()).isTrue();
  }

  @Test
  void resourceByHandIsTheLockOfTheTemplateThatRendersIt() {
    LockKey rendered = Keys.render("orders/{a}", String.class, "a/b%\n\ud83d\ude00");
    assertThat(rendered.resource()).isEqualTo("orders/a%2Fb%25%0A%F0%9F%98%80");
    assertThat(Keys.SPACE.key(rendered.resource())).isEqualTo(rendered);
  }

  @Test
  void percentSignInAResourceStandsForItself() {
    assertThat(Keys.SPACE.key("50%/a").path()).isEqualTo("/zklocked/50%25%2Fa");
    assertThat(Keys.SPACE.key("/app/50%").path()).isEqualTo("/app/50%");
  }

  @Test
  void rootOfTheServerHoldsKeysToo() {
    KeySpace space = KeySpace.below("/");
    assertThat(space.key("a/b").path()).isEqualTo("/a%2Fb");
    assertThat(space.key("/a/b").path()).isEqualTo("/a/b");
    assertThatThrownBy(() -> space.key("/.system")).isInstanceOf(LockKeyException.class);
    assertThatThrownBy(() -> space.key("zookeeper")).isInstanceOf(LockKeyException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'', it names no lock",
    "/, it names no lock",
    "a//b, there is an empty element",
    "a/, there is an empty element",
    "../a, would point elsewhere",
    "/a/./b, would point elsewhere",
    "zookeeper, is not free for locks",
    ".system, is not free for locks",
    "/zookeeper/quota, is not free for locks",
    "a-lock-0000000001, looks like the node of a contender",
    "/zklocked, it is the root itself",
    "/zklocked/.system, control nodes lie there",
    "/zklocked/.system/x, control nodes lie there",
    "/zklocked/a/b, each lock is one element"
  })
  void resourceThatNamesNoLockIsRefused(String resource, String problem) {
    assertThatThrownBy(() -> Keys.SPACE.key(resource))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("resource \"" + resource + "\", column ")
        .hasMessageContaining(problem)
        .hasMessageContaining("; ");
  }

  @Test
  void valuesThatLeadIntoTheControlTreeAreRefused() {
    var compiled = Keys.compile("/{a}/{b}/x", String.class, String.class);
    assertThatThrownBy(() -> Keys.call(compiled, "zklocked", ".system"))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("control nodes lie there");
  }

  @Test
  void absolutePathOfARelativeKeyIsThatKey() {
    assertThat(Keys.SPACE.key("/zklocked/orders%2F42").path())
        .isEqualTo(Keys.SPACE.key("orders/42").path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "zklocked",
        "/zklocked/",
        "//zklocked",
        "/a/../b",
        "/zookeeper",
        "/zookeeper/x",
        "/a\u0000",
        "/a/lock-0000000001"
      })
  void rootThatCannotHoldKeysIsRefused(String root) {
    assertThatThrownBy(() -> KeySpace.below(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("root \"")
        .hasMessageContaining("; ");
  }
}
