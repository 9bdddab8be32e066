package io.zklocked.runtime.key;

import static io.zklocked.runtime.key.Keys.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockKeyException;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTemplateTest {

  @Test
  void relativeResourceIsOneElementBelowTheRoot() {
    LockKey key = render("orders/{a}", long.class, 42L);
    assertThat(key).isEqualTo(new LockKey("orders/42", "/zklocked/orders%2F42", false));
  }

  @Test
  void absoluteResourceIsItsOwnPath() {
    LockKey key = render("/app/locks/{a}", String.class, "x/y");
    assertThat(key).isEqualTo(new LockKey("/app/locks/x%2Fy", "/app/locks/x%2Fy", true));
  }

  @Test
  void severalPlaceholdersAreRenderedInTheirOrder() {
    LockKey key = render("{c}/{a}/{b}-{a}", Object.class, "x", 2, 'z');
    assertThat(key.resource()).isEqualTo("z/x/2-x");
    assertThat(key.path()).isEqualTo("/zklocked/z%2Fx%2F2-x");
  }

  @Test
  void placeholderByPositionIsTheSameAsByName() {
    assertThat(render("o/{0}/{1}", String.class, "p", "q"))
        .isEqualTo(render("o/{a}/{b}", String.class, "p", "q"));
    assertThat(render("{a}/{0}/{1}/{b}", String.class, "p", "q").resource()).isEqualTo("p/p/q/q");
  }

  /** A number is joined as it is where nothing can come of it that needs care. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders/{a}",
        "{a}",
        "{a}/{b}",
        "lock-{a}",
        "lock{a}",
        "lock-0{a}",
        "a/lock-12{b}/{a}",
        "x-lock-{a}/{b}",
        "x__READ__{a}",
        "__lock_{a}",
        "a/__WRIT__{b}/{a}",
        "{a}r",
        "{a}.",
        "{a}-{b}",
        "a~{b}~{a}",
        "some/long/literal/text/of/a/template/that/has/forty/{a}",
        "/shared/lock-{a}",
      })
  void numberGivesTheKeyOfItsDigits(String template) {
    long[] numbers = {
      0,
      7,
      -1,
      42,
      12_345_678,
      123_456_789,
      1_234_567_890,
      -1_234_567_890,
      12_345_678_901L,
      Long.MIN_VALUE
    };
    for (long a : numbers) {
      for (long b : numbers) {
        Object[] values = template.contains("{b}") ? new Object[] {a, b} : new Object[] {a};
        Object[] texts = Arrays.stream(values).map(String::valueOf).toArray();
        LockKey key = render(template, long.class, values);
        assertThat(key).isEqualTo(render(template, String.class, texts));
        assertThat(Keys.SPACE.key(key.resource())).isEqualTo(key);
      }
    }
  }

  @Test
  void resourceIsReadBackFromItsPath() {
    LockKey key = render("a/{a}/{b}%/{c}", String.class, "x/y", "100%", "%2F");
    assertThat(key.resource()).isEqualTo("a/x%2Fy/100%25%/%252F");
    assertThat(key.path()).isEqualTo("/zklocked/a%2Fx%252Fy%2F100%2525%25%2F%25252F");
  }

  @Test
  void templateWithoutPlaceholdersHasAConstantKey() throws Throwable {
    KeyTemplate template = Keys.parse("nightly/backup");
    LockKey expected = new LockKey("nightly/backup", "/zklocked/nightly%2Fbackup", false);
    assertThat(template.constantKey(Keys.SPACE)).isEqualTo(expected);
    assertThat(template.subjects(true, List.of())).isEmpty();
    var compiled = template.compile(MethodHandles.lookup(), List.of(), List.of(), Keys.SPACE);
    assertThat((LockKey) compiled.invokeExact()).isSameAs((LockKey) compiled.invokeExact());
  }

  @Test
  void templateWithPlaceholdersHasNoConstantKey() {
    assertThat(Keys.parse("o/{a}").constantKey(Keys.SPACE)).isNull();
  }

  @Test
  void configuredValuesArePutInOnce() {
    KeyTemplate template =
        KeyTemplate.parse("${region:eu}/${kind}", Map.of("kind", "orders/all")::get);
    LockKey key = template.constantKey(Keys.SPACE);
    assertThat(key).isEqualTo(new LockKey("eu/orders/all", "/zklocked/eu%2Forders%2Fall", false));
    assertThat(template.text()).isEqualTo("${region:eu}/${kind}");
  }

  @Test
  void configuredValueMayMakeTheResourceAbsolute() {
    KeyTemplate template = KeyTemplate.parse("${base:}orders", Map.of("base", "/shared/")::get);
    LockKey key = template.constantKey(Keys.SPACE);
    assertThat(key).isEqualTo(new LockKey("/shared/orders", "/shared/orders", true));
  }

  @Test
  void propertyThatIsNotConfiguredIsRefusedWithItsRemedy() {
    assertThatThrownBy(() -> Keys.parse("o/${shop.region}"))
        .isInstanceOf(LockKeyException.class)
        .hasMessage(
            "template \"o/${shop.region}\", column 3: the property shop.region is not configured;"
                + " configure it, or give it a default: ${shop.region:default}");
  }

  @Test
  void subjectsAreListedOnceInTheOrderOfTheirFirstUse() {
    KeyTemplate template = Keys.parse("{b.x}/{this.y}/{b.z}/{a}");
    assertThat(template.subjects(false, List.of("a", "b"))).containsExactly(1, KeyTemplate.THIS, 0);
  }

  @Test
  void unknownParameterIsRefusedWithTheOnesThereAre() {
    assertThatThrownBy(() -> subjects("orders/{ordr}", false, "order", "amount"))
        .isInstanceOf(LockKeyException.class)
        .hasMessage(
            "template \"orders/{ordr}\", column 8: {ordr}: no parameter is called ordr;"
                + " the method has order, amount");
  }

  @Test
  void parameterWithoutKnownNameIsRefusedWithAllRemedies() {
    assertThatThrownBy(() -> subjects("orders/{id}", false, (String) null))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("template \"orders/{id}\", column 8")
        .hasMessageContaining("{0}")
        .hasMessageContaining("@LockParam(\"id\")")
        .hasMessageContaining("-parameters");
  }

  @Test
  void methodWithoutParametersIsToldSo() {
    assertThatThrownBy(() -> subjects("orders/{id}", false))
        .hasMessageContaining("since the method has none")
        .hasMessageContaining("{this.id}");
    assertThatThrownBy(() -> subjects("orders/{0}", false)).hasMessageContaining("no parameter");
  }

  @Test
  void positionBeyondTheParametersIsRefused() {
    assertThatThrownBy(() -> subjects("orders/{2}", false, "a", "b"))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("2 parameters, counted from 0")
        .hasMessageContaining("{0} to {1}");
  }

  @Test
  void staticMethodHasNoThis() {
    assertThatThrownBy(() -> subjects("orders/{this.region}", true))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("a static method has no this");
  }

  @Test
  void nameThatTwoParametersHaveIsRefused() {
    assertThatThrownBy(() -> subjects("orders/{id}", false, "id", "id"))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("more than one parameter is called id");
  }

  @Test
  void malformedTemplateIsRefusedAsAKey() {
    assertThatThrownBy(() -> Keys.parse("orders/{id"))
        .isInstanceOf(LockKeyException.class)
        .hasMessage(
            "template \"orders/{id\", column 8: this brace is not closed; write } after the name");
  }

  private static List<Integer> subjects(
      String template, boolean isStatic, @Nullable String... names) {
    return Keys.parse(template).subjects(isStatic, Arrays.asList(names));
  }
}
