package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockBusyException;
import io.zklocked.LockKeyException;
import io.zklocked.contract.AnnotatedChoices.Parcel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Which calls take a lock at all. */
final class ChoiceRules {

  private static final String BY_CALLER = "by hand the caller decides";

  private ChoiceRules() {}

  static List<Rule> all() {
    List<Rule> rules =
        List.of(
            rule("a call takes its lock where its condition is true", ChoiceRules::wanted),
            rule("a call takes no lock where its condition is false", ChoiceRules::notWanted),
            rule("a negated condition is the other way round", ChoiceRules::negated),
            rule("a condition that cannot be read is refused", ChoiceRules::unreadable),
            rule("each of several locks has its own condition", ChoiceRules::each),
            rule("a fallback is called when the lock is busy", ChoiceRules::fallback),
            rule("what a fallback throws is what the call throws", ChoiceRules::failing),
            rule("no fallback is called when the lock is free", ChoiceRules::noFallback),
            rule("a lock on a class is for its public methods", ChoiceRules::publicMethods),
            rule("a method's own lock wins over that of its class", ChoiceRules::ownWins),
            rule("a lock on a class is not for hidden methods", ChoiceRules::hiddenMethods));
    return rules.stream().map(rule -> rule.annotated(BY_CALLER)).toList();
  }

  private static void wanted(Stage stage) throws Exception {
    stage.whileHeld(
        key ->
            assertThatThrownBy(() -> stage.annotated().sendIfExpress(new Parcel(key, true)))
                .isInstanceOf(LockBusyException.class));
    String free = stage.newKey();
    assertThat(stage.annotated().sendIfExpress(new Parcel(free, true)))
        .isEqualTo("contract/" + free);
  }

  private static void notWanted(Stage stage) throws Exception {
    stage.whileHeld(
        key ->
            assertThat(stage.annotated().sendIfExpress(new Parcel(key, false)))
                .isEqualTo("without"));
  }

  private static void negated(Stage stage) throws Exception {
    stage.whileHeld(
        key -> {
          assertThat(stage.annotated().runUnlessDry(key, true)).isEqualTo("without");
          assertThatThrownBy(() -> stage.annotated().runUnlessDry(key, false))
              .isInstanceOf(LockBusyException.class);
        });
  }

  private static void unreadable(Stage stage) {
    assertThatThrownBy(() -> stage.annotated().sendIfExpress(null))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("parcel is null");
    assertThatThrownBy(() -> stage.annotated().runUnlessDry(stage.newKey(), null))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("condition \"!1\"");
  }

  private static void each(Stage stage) throws Exception {
    stage.whileHeld(
        key -> {
          AnnotatedChoices annotated = stage.annotated();
          assertThat(annotated.runEither(key, false, false)).isEqualTo("without");
          assertThat(annotated.runEither(key, false, true)).isEqualTo("contract/" + key + "-2");
          assertThatThrownBy(() -> annotated.runEither(key, true, true))
              .isInstanceOf(LockBusyException.class);
        });
  }

  /** At once, unless it says for how long to wait. */
  private static void fallback(Stage stage) throws Exception {
    stage.whileHeld(
        key -> {
          long start = System.nanoTime();
          assertThat(stage.annotated().count(key, 20, 2.5)).isEqualTo(42);
          assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        });
  }

  private static void failing(Stage stage) throws Exception {
    stage.whileHeld(
        key -> {
          long start = System.nanoTime();
          assertThatThrownBy(() -> stage.annotated().beInTime(key))
              .isInstanceOf(IOException.class)
              .hasMessage("late for " + key);
          assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(490));
        });
  }

  private static void noFallback(Stage stage) throws Exception {
    String key = stage.newKey();
    assertThat(stage.annotated().count(key, 20, 2.5)).isEqualTo(1);
    assertThat(stage.annotated().beInTime(key)).isEqualTo("contract/" + key);
  }

  private static void publicMethods(Stage stage) {
    String key = stage.newKey();
    assertThat(stage.annotated().whole.open(key)).isEqualTo("contract/" + key);
  }

  private static void ownWins(Stage stage) {
    String key = stage.newKey();
    assertThat(stage.annotated().whole.withItsOwn(key)).isEqualTo("contract/own-" + key);
  }

  private static void hiddenMethods(Stage stage) {
    String key = stage.newKey();
    assertThat(stage.annotated().whole.hidden(key))
        .isEqualTo("contract/" + key + ", and then false");
  }
}
