package io.zklocked.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  @Test
  void templateIsSplitIntoItsParts() {
    assertThat(Template.parse("a$/{order.customer.id}/{0}-{this.region}/${p:x:y}b").parts())
        .containsExactly(
            new Part.Literal("a$/", 1),
            new Part.Placeholder(
                new Root.Parameter("order"), List.of("customer", "id"), "order.customer.id", 4),
            new Part.Literal("/", 23),
            new Part.Placeholder(new Root.Argument(0), List.of(), "0", 24),
            new Part.Literal("-", 27),
            new Part.Placeholder(new Root.This(), List.of("region"), "this.region", 28),
            new Part.Literal("/", 41),
            new Part.Property("p", "x:y", 42),
            new Part.Literal("b", 50));
  }

  @Test
  void configuredTextJoinsTheLiteralsAroundIt() {
    Template template = Template.parse("a/${x}/${y:z}/{id}");
    assertThat(template.withProperties(Map.of("x", "1")::get).parts())
        .startsWith(new Part.Literal("a/1/z/", 1))
        .hasSize(2);
  }

  @Test
  void propertyWithAnEmptyDefaultMayBeAbsent() {
    assertThat(Template.parse("a${x:}").withProperties(Map.<String, String>of()::get).parts())
        .containsExactly(new Part.Literal("a", 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                 |  1 | it is empty",
        "orders/{id         |  8 | this brace is not closed",
        "orders/id}         | 10 | this brace closes nothing",
        "orders/{}          |  8 | the placeholder is empty",
        "orders/{{id}}      |  9 | a brace within braces",
        "orders/{ id}       |  9 | is not a name",
        "orders/{order.}    | 15 | a name is missing",
        "orders/{.id}       |  9 | a name is missing",
        "orders/{o.getId()} | 11 | is not a name",
        "orders/{o[0]}      |  9 | is not a name",
        "orders/{-1}        |  9 | is not a name",
        "orders/{255}       |  9 | no method has that many parameters",
        "orders/{00}        |  9 | a position has no leading zero",
        "orders/${a b}      | 10 | is not the name of a property",
        "orders/${}         | 10 | is not the name of a property",
        "orders/${a         |  8 | this brace is not closed",
        "orders/${a:{b}}    | 12 | a brace within braces",
        "/                  |  1 | it names no lock",
        "/{a}//x            |  6 | there is an empty element",
        "orders/            |  7 | there is an empty element",
        "{a}/               |  4 | there is an empty element",
        "//a                |  2 | there is an empty element",
        "a/../{b}           |  3 | the element .. would point elsewhere",
        "{b}/.              |  5 | the element . would point elsewhere",
        "zookeeper          |  1 | the name zookeeper is not free for locks",
        ".system            |  1 | the name .system is not free for locks",
        "/zookeeper/{a}     |  2 | the name zookeeper is not free for locks",
        "{a}/x-lock-0000000001 |  5 | looks like the node of a contender",
        "/a/__READ__-5/b    |  4 | looks like the node of a contender",
        "{a}{b}             |  4 | nothing tells where the value of {a} ends",
        "{a}0F%{b}          |  7 | nothing tells where the value of {a} ends",
      })
  void malformedTemplateIsRefusedAtItsColumn(String template, int column, String problem) {
    assertThatThrownBy(() -> Template.parse(template))
        .asInstanceOf(type(SyntaxException.class))
        .satisfies(e -> assertThat(e.column()).isEqualTo(column))
        .satisfies(e -> assertThat(e.problem()).contains(problem))
        .satisfies(e -> assertThat(e.remedy()).isNotEmpty())
        .satisfies(e -> assertThat(e.text()).isEqualTo(template))
        .satisfies(e -> assertThat(e).hasMessageContainingAll("template \"", "column " + column));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "/orders/x",
        "{a}",
        "/{a}",
        "{a}/{b}",
        "{a}x{b}",
        "a b",
        "a$b",
        "50%",
        "%2F",
        "zookeeper/x",
        "a/zookeeper",
        "/a/.system",
        "...",
        "block-7",
        "lock-00000000010",
        "{a}/${x}{b}",
        "${x}",
        "${x}/${y}",
        "über/{größe}",
        "{this}",
        "{a.b.c.d}",
        "{a}0000000001"
      })
  void wellFormedTemplateIsAccepted(String template) {
    assertThat(Template.parse(template).text()).isEqualTo(template);
  }

  @Test
  void characterThatZooKeeperRefusesIsRefusedWithItsEscape() {
    assertThatThrownBy(() -> Template.parse("a/\n{b}"))
        .hasMessage(
            "template \"a/\\u000a{b}\", column 3: ZooKeeper does not take the character U+000A in a"
                + " path; write %0A for it");
    assertThatThrownBy(() -> Template.parse("\ud83d\ude00"))
        .hasMessageContaining("write %F0%9F%98%80 for it");
    assertThatThrownBy(() -> Template.parse("a\ud83d")).hasMessageContaining("half of a surrogate");
    assertThatThrownBy(() -> Template.parse("\uffff")).hasMessageContaining("write %EF%BF%BF");
  }

  @Test
  void configuredTextFollowsTheRulesOfLiterals() {
    Template template = Template.parse("a/${x}/{id}");
    assertThatThrownBy(() -> template.withProperties(Map.of("x", "..")::get))
        .hasMessageContaining("would point elsewhere");
    assertThatThrownBy(() -> template.withProperties(Map.of("x", "")::get))
        .hasMessageContaining("there is an empty element");
    Template touching = Template.parse("{a}${x}{b}");
    assertThatThrownBy(() -> touching.withProperties(Map.of("x", "7")::get))
        .hasMessageContaining("nothing tells where the value of {a} ends");
  }

  @Test
  void valueEndsByACharacterThatNoEscapeIsMadeOf() {
    assertThat(Template.parse("{a}-{b}").endOf(0)).isEqualTo('-');
    assertThat(Template.parse("{a}0-/{b}").endOf(0)).isEqualTo('/');
    assertThat(Template.parse("{a}%2Fx{b}").endOf(0)).isEqualTo('x');
    assertThat(Template.parse("{a}-{b}").endOf(2)).isEqualTo('/');
    assertThat(Template.parse("{a}-").endOf(0)).isEqualTo('/');
  }

  @Test
  void messageShowsALongTemplateCut() {
    assertThatThrownBy(() -> Template.parse("x".repeat(300) + "}"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(350).contains("...\""));
  }
}
