package io.zklocked.runtime.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.rules.LockAttributes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesFileTest {

  @TempDir Path directory;

  private static RulesFile rules(String... lines) {
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try {
      return RulesFile.read("conf/locks.rules", "locks.rules", new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static MethodRule rule(String line) {
    return rules(line).methods().get(0);
  }

  private static LockAttributes lock(String line) {
    return rule(line).lock().lock("com.acme.Billing", "close", Map.of());
  }

  @Test
  void ruleNamesMethodsTemplateAndAttributes() {
    RulesFile file =
        rules(
            "\ufeff# locks of the billing",
            "",
            "  com.acme.Billing#close(..)  ->  billing/{0} wait-time=10s on-busy=skip # nightly",
            "\torg.acme.Job+#execute -> jobs/{class}");
    assertThat(file.methods())
        .extracting(MethodRule::toString)
        .containsExactly("com.acme.Billing#close(..)", "org.acme.Job+#execute(..)");
    assertThat(file.methods().get(1).place()).hasToString("locks.rules:4");
    assertThat(file.methods().get(0).lock().lock("a.B", "m", Map.of()).given())
        .isEqualTo(Map.of("value", "billing/{0}", "waitTime", "10s", "onBusy", "SKIP"));
    assertThat(file).hasToString("conf/locks.rules");
  }

  @Test
  void everyAttributeCanBeGiven() {
    assertThat(
            lock("a.B#m -> \"a b/{0}\" mode=semaphore permits=3 wait-time=1s on-busy=throw"
                    + " on-lost=interrupt release-at=exit warn-after=2s"
                    + " lock-at-least-for=3s condition=!0")
                .given())
        .isEqualTo(
            Map.of(
                "value", "a b/{0}",
                "mode", "SEMAPHORE",
                "permits", 3,
                "waitTime", "1s",
                "onLost", "INTERRUPT",
                "releaseAt", "EXIT",
                "warnAfter", "2s",
                "lockAtLeastFor", "3s",
                "condition", "!0"));
    assertThat(lock("a.B#m -> x fallback=other").fallback()).isEqualTo("other");
    assertThat(lock("a.B#m -> x retain=1s").retain()).isEqualTo("1s");
  }

  @Test
  void blanksAreFilledIn() {
    assertThat(lock("a.B#m -> {class}/{method}/{0}").template())
        .isEqualTo("com.acme.Billing/close/{0}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.B#m(..)             | m | (IJ)V                   | true
          a.B#m                 | m | ()V                     | true
          a.B#m()               | m | (I)V                    | false
          a.B#m()               | m | ()V                     | true
          a.B#m(int,..)         | m | (IJ)V                   | true
          a.B#m(int,..)         | m | (I)V                    | true
          a.B#m( long , .. )    | m | (IJ)V                   | false
          a.B#m(String)         | m | (Ljava/lang/String;)V   | true
          a.B#m(String)         | m | (Lcom/acme/String;)V    | false
          a.B#m(*,int[][])      | m | (Lx/Y;[[I)V             | true
          a.B#m(java.util.Map$Entry[]) | m | ([Ljava/util/Map$Entry;)V | true
          a.B#m(int...)         | m | ([I)V                   | true
          a.B#get*              | getAll | ()V                | true
          a.B#get*All           | getX | ()V                  | false
          a.B#`charge the card` | charge the card | ()V       | true
          a.B#a$default         | a$default | ()V             | true
          a.B#$plus$eq          | $plus$eq | (I)V             | true
          """)
  void methodsAreMatchedByNameAndParameters(
      String rule, String name, String descriptor, boolean isMeant) {
    assertThat(rule(rule + " -> x").isFor(name, descriptor)).isEqualTo(isMeant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          com.acme.*          | com.acme.Billing       | true
          com.acme.*          | com.acme.sub.Billing   | false
          com.acme.**         | com.acme.sub.Billing   | true
          com.acme.*Service   | com.acme.CardService   | true
          **.Billing$Month    | com.acme.Billing$Month | true
          com.*.Billing       | com.acme.Billing       | true
          com.*.Billing       | com.a.b.Billing        | false
          **                  | Billing                | true
          """)
  void typesAreMatchedByName(String pattern, String type, boolean isMeant) {
    assertThat(new NamePattern(pattern).matches(type)).isEqualTo(isMeant);
  }

  @Test
  void annotationsOfOthersGiveTheirAttributes() {
    AnnotationRule rule =
        rules("@com.acme.Once -> once/{@name:{class}.{method}}/{@#keys:all} wait-time={@wait}ms")
            .annotations()
            .get(0);
    assertThat(rule.descriptor()).isEqualTo("Lcom/acme/Once;");
    assertThat(rule.lock().lock("a.B", "m", Map.of("wait", 20L)).given())
        .isEqualTo(Map.of("value", "once/a.B.m/all", "waitTime", "20ms"));
    assertThat(
            rule.lock()
                .lock(
                    "a.B", "m", Map.of("name", "x", "keys", List.of("#id", "#p1.name"), "wait", 1))
                .template())
        .isEqualTo("once/x/{id}/{1.name}");
    assertThat(rule.lock().lock("a.B", "m", Map.of("name", "x-#{#id.day}", "wait", 1)).template())
        .isEqualTo("once/x-{id.day}/all");
  }

  @ParameterizedTest
  @CsvSource({
    "{@#name}, #a.b()",
    "{@#name}, #root.args",
    "{@#name}, '#a + #b'",
    "{@#name}, #",
    "{@#name}, 1 + #id",
    "{@#name}, T(java.util.UUID).randomUUID()",
    "{@name}, '#{T(java.lang.Math).random()}'",
    "{@name}, '#{#a'"
  })
  void otherExpressionsAreRefused(String blank, String expression) {
    AnnotationRule rule = rules("@com.acme.Once -> once/" + blank).annotations().get(0);
    assertThatThrownBy(() -> rule.lock().lock("a.B", "m", Map.of("name", expression)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("its annotation says \"" + expression + "\"")
        .hasMessageContaining("name the method in a rule of its own");
  }

  @Test
  void attributeThatSaysNothingIsLeftOut() {
    AnnotationRule rule =
        rules("@com.acme.Once -> once lock-at-least-for={@least}").annotations().get(0);
    assertThat(rule.lock().lock("a.B", "m", Map.of("least", "")).given())
        .isEqualTo(Map.of("value", "once"));
    assertThat(rule.lock().lock("a.B", "m", Map.of("least", "5s")).lockAtLeastFor())
        .isEqualTo("5s");
  }

  @Test
  void timesAndPoliciesAreSetFromOutside() {
    RulesFile file = rules("@ZkLocked orders/{id} -> wait-time=2s on-busy=skip on-lost=report");
    LockAttributes declared =
        LockAttributes.DEFAULT.and("value", "orders/{id}").and("waitTime", "9s").and("permits", 1);
    assertThat(file.applyTo(declared).given())
        .isEqualTo(
            Map.of("value", "orders/{id}", "waitTime", "2s", "onBusy", "SKIP", "onLost", "REPORT"));
    LockAttributes other = declared.and("value", "stock/{id}");
    assertThat(file.applyTo(other)).isSameAs(other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          com.acme.Billing                    | 17 | here # and the name of a method are missing
          com.acme.Billing.close(..) -> x     | 23 | here # and the name of a method are missing
          com.acme.Billing# -> x              | 18 | the name of a method is missing
          com.acme.Billing#close              | 23 | here -> is missing
          com.acme.Billing#close => x         | 24 | here -> is missing
          com.acme.Billing#close ->           | 26 | the template of the lock is missing
          com.acme.Billing#close -> a/{       | 27 | this brace is not closed
          com.acme.Billing#close -> "a        | 27 | this quote is not closed
          com.acme.Billing#close -> a mode=red| 34 | mode cannot be "red"; write exclusive, read, write or semaphore
          com.acme.Billing#close -> a waittime=3s | 29 | there is no attribute "waittime"; write wait-time=
          com.acme.Billing#close -> a colour=red | 29 | there is no attribute "colour"; known are condition, fallback
          com.acme.Billing#close -> a wait-time | 29 | here = and a value are missing
          com.acme.Billing#close -> a wait-time=3x | 39 | wait time "3x"
          com.acme.Billing#close -> a permits=3 | 37 | permits = 3 is for a semaphore
          com.acme.Billing#close -> a permits=x | 37 | permits cannot be "x"; write a number
          com.acme.Billing#close -> a retain=1s retain=2s | 39 | it is there twice
          com.acme.Billing#close(int -> a     | 28 | a comma or ) is missing
          com.acme.Billing#close(..,int) -> a | 27 | .. is not the last
          com.acme.Billing#m(List<Long>) -> a | 20 | types have no parameters
          com.acme.Billing#<init> -> a        | 18 | constructors and initialisers cannot be locked
          com/acme/Billing#close -> a         | 1  | "com/acme/Billing" is not how a class is named
          com..Billing#close -> a             | 1  | a part of the name "com..Billing" is missing
          java.util.ArrayList#add -> a        | 1  | "java.util.ArrayList" is of the JDK, which is not woven
          com.acme.Billing#close -> {@name}   | 27 | this asks an annotation
          com.acme.Billing#close(int,) -> a   | 28 | a type is missing
          com.acme.Billing#close(int int) -> a | 28 | a comma or ) is missing
          com.acme.Billing#close(java.util.*) -> a | 24 | "java.util.*" is no type
          com.acme.Billing#close(int[) -> a   | 24 | "int[" is no type
          com.acme.Billing#cl)ose -> a        | 18 | "cl)ose" is not the name of a method
          com.acme.Billing#close(..)->a       | 27 | -> stands between spaces
          com.acme.Billing#close ->a          | 24 | -> stands between spaces
          com.acme.Billing#close -> "a\\tb"   | 29 | \\t means nothing here
          @com.acme.Once -> {@name} mode=red  | 32 | mode cannot be "red"
          @com.acme.Once -> {@name} wait-time=x | 37 | wait time "x"
          @com.acme.Once -> x refuse=:        | 28 | a name is missing
          @ZkLocked orders/{id -> wait-time=1s | 11 | this brace is not closed
          @Once -> once                       | 1  | an annotation is named in full
          @com.acme.Once -> {@}               | 19 | this brace is not closed, or empty
          @ZkLocked -> wait-time=2s           | 11 | the template of the locks is missing
          @ZkLocked orders/{id} wait-time=2s  | 23 | here -> is missing
          @ZkLocked orders/{id} ->            | 25 | nothing is set
          @ZkLocked orders/{id} -> mode=read  | 31 | mode cannot be set from outside; only times and policies can
          @ZkLocked orders/{id} -> wait-time=x | 36 | wait time "x"
          """)
  void wrongLineIsToldWithItsPlace(String line, int column, String problem) {
    assertThatThrownBy(() -> rules("# a comment", line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2, column " + column + ": ")
        .hasMessageContaining(problem)
        .hasMessageContaining("; ");
  }

  @Test
  void charactersThatNobodySeesAreTold() {
    assertThatThrownBy(() -> rules("a.B#m -> billing/{0}\u00a0wait-time=10s"))
        .hasMessage(
            "line 1, column 21: a character that nobody sees, U+00A0; write a space, or nothing");
    assertThatThrownBy(() -> rules("a.B\u200b#m -> x")).hasMessageContaining("column 4:");
  }

  @Test
  void manyStarsAreMatchedInTime() {
    String name = "a".repeat(60);
    assertThat(new NamePattern("**a**a**a**a**a**a**a**z").matches(name)).isFalse();
    assertThat(new NamePattern("**a**a**a**a**a**a**a**a").matches(name)).isTrue();
  }

  @Test
  void typeOfAnAnnotationSpeaksWhereItsUseDoesNot() {
    LockText text = rules("@a.Once -> {@name}/{@group:none}").annotations().get(0).lock();
    Map<String, Object> defaults =
        Map.of(LockText.defaultOf("name"), "dflt", LockText.defaultOf("group"), "main");
    assertThat(text.lock("a.B", "m", defaults).template()).isEqualTo("dflt/none");
  }

  @Test
  void namesThatAreNoLiteralTextAreRefused() {
    LockText text = rule("a.B#* -> {method}").lock();
    assertThat(text.namesMethod()).isTrue();
    assertThatThrownBy(() -> text.lock("a.B", "a{b}", Map.of()))
        .hasMessageContaining("cannot be part of a key");
  }

  @Test
  void librariesAreAdoptedOnce() {
    assertThat(Adoption.parse("shedlock,lock4j").rules().annotations()).hasSize(5);
    assertThatThrownBy(() -> Adoption.parse("shedlock,shedlock")).hasMessageContaining("twice");
    assertThatThrownBy(() -> Adoption.parse(",")).hasMessageContaining("nothing is known of");
  }

  @Test
  void changeOfASettingIsSeenWhereverItStands() {
    RulesFile before = rules("@ZkLocked x -> wait-time=1s on-busy=skip");
    RulesFile moved = rules("# a comment", "@ZkLocked x -> wait-time=1s on-busy=skip");
    RulesFile live = rules("@ZkLocked x -> wait-time=2s on-busy=skip");
    RulesFile woven = rules("@ZkLocked x -> wait-time=1s");
    assertThat(moved.setsLiveTheSameAs(before)).isTrue();
    assertThat(live.setsLiveTheSameAs(before)).isFalse();
    assertThat(live.setsWovenTheSameAs(before)).isTrue();
    assertThat(woven.setsWovenTheSameAs(before)).isFalse();
  }

  @Test
  void sameRuleTwiceIsToldWithBothLines() {
    assertThatThrownBy(() -> rules("a.B#m -> x", "", "a.B#m  ->  x"))
        .hasMessage("line 3, column 1: line 1 says this already; remove one of them");
    assertThatThrownBy(() -> rules("@ZkLocked x -> wait-time=1s", "@ZkLocked x -> wait-time=2s"))
        .hasMessageContaining("line 1 says this already");
  }

  @Test
  void fileThatCannotBeReadIsTold() throws IOException {
    Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> RulesFile.read(binary.toString()))
        .hasMessage("it is not text in UTF-8");
    assertThatThrownBy(() -> RulesFile.read(directory.toString())).hasMessage("it is a directory");
    assertThatThrownBy(() -> RulesFile.read(directory + "/no")).hasMessage("there is no such file");
    Path good = Files.writeString(directory.resolve("locks.rules"), "a.B#m -> x");
    assertThat(RulesFile.read(good.toString()).methods()).hasSize(1);
  }
}
