package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How a body runs under its lock, and what comes out of it. */
final class BodyRules {

  private static final String NO_METHOD = "there is no method";
  private static final String REFUSED = "refused when the injector is created";

  private BodyRules() {}

  static List<Rule> all() {
    return List.of(
        onlyAgent("a static method is locked", BodyRules::inStatic),
        onlyAgent("a private method is locked", BodyRules::inPrivate),
        onlyAgent("a final method of a final class is locked", BodyRules::inFinal),
        rule("a synchronized method is locked", BodyRules::inSynchronized).annotated(NO_METHOD),
        rule("a default method is locked", BodyRules::inDefault).annotated(NO_METHOD),
        rule("a method that is called by its own object is locked", BodyRules::selfInvoked)
            .annotated(NO_METHOD),
        rule("a method behind a bridge takes its lock once", BodyRules::bridge)
            .annotated(NO_METHOD),
        rule("the result is given back, the same instance", BodyRules::result),
        rule("the body's exception passes, the same instance", BodyRules::exception),
        rule("the lock is free after a body that threw", BodyRules::freeAfterFailure),
        rule("lockAtLeastFor keeps others out after the call", BodyRules::heldOn));
  }

  /** Others, and those of the same thread. */
  private static void heldOn(Stage stage) throws Exception {
    String key = stage.newKey();
    long start = System.nanoTime();
    assertThat(stage.subject().holdOn(key)).isEqualTo("contract/" + key);
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
    assertThat(stage.subject().<String>hold(key, () -> "later")).isEqualTo("later");
    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_990));
  }

  private static Rule onlyAgent(String sentence, Rule.Check check) {
    return rule(sentence, check)
        .notFor(Way.BY_HAND, NO_METHOD)
        .notFor(Way.GUICE, REFUSED)
        .notFor(Way.MEMORY, REFUSED);
  }

  private static void inStatic(Stage stage) {
    String key = stage.newKey();
    assertThat(OnlyWoven.inStatic(key)).isEqualTo("contract/" + key);
  }

  private static void inPrivate(Stage stage) {
    String key = stage.newKey();
    assertThat(new OnlyWoven().callPrivate(key)).isEqualTo("contract/" + key);
  }

  private static void inFinal(Stage stage) {
    String key = stage.newKey();
    assertThat(new OnlyWoven().inFinal(key)).isEqualTo("contract/" + key);
  }

  private static void inSynchronized(Stage stage) throws Exception {
    String key = stage.newKey();
    String resource =
        stage
            .annotated()
            .holdSynchronized(
                key,
                () -> {
                  assertThat(Thread.holdsLock(stage.annotated())).isTrue();
                  return HeldLock.current().resource();
                });
    assertThat(resource).isEqualTo("contract/" + key);
  }

  private static void inDefault(Stage stage) {
    String key = stage.newKey();
    assertThat(stage.annotated().inDefaultMethod(key)).isEqualTo("contract/" + key);
  }

  private static void selfInvoked(Stage stage) throws Exception {
    String key = stage.newKey();
    assertThat(stage.annotated().detour(key, () -> HeldLock.current().resource()))
        .isEqualTo("contract/" + key);
  }

  private static void bridge(Stage stage) throws Exception {
    String key = stage.newKey();
    Generic<String> generic = stage.annotated();
    assertThat(generic.throughBridge(key)).isEqualTo("contract/" + key);
    if (stage.way().hasServer()) {
      stage.znodes().awaitContenders(stage.path(key), 0);
      // A contender more would have taken a number more.
      assertThat(stage.subject().hold(key, () -> stage.znodes().contenders(stage.path(key))))
          .singleElement()
          .asString()
          .matches(".*-000000000[01]");
    }
  }

  private static void result(Stage stage) throws Exception {
    Object result = new Object();
    assertThat(stage.subject().<Object>hold(stage.newKey(), () -> result)).isSameAs(result);
    assertThat(stage.subject().<Object>hold(stage.newKey(), () -> null)).isNull();
  }

  private static void exception(Stage stage) {
    passes(stage, new IllegalStateException("own"));
    passes(stage, new IOException("own and checked"));
  }

  private static void passes(Stage stage, Exception own) {
    assertThatThrownBy(() -> stage.subject().hold(stage.newKey(), () -> fail(own)))
        .isSameAs(own)
        .hasNoSuppressedExceptions();
  }

  private static String fail(Exception failure) throws Exception {
    throw failure;
  }

  private static void freeAfterFailure(Stage stage) throws Exception {
    String key = stage.newKey();
    assertThatThrownBy(
            () -> stage.subject().hold(key, () -> fail(new IllegalStateException("own"))))
        .hasMessage("own");
    Task<String> other = Task.start("other", () -> stage.subject().hold(key, () -> "ran"));
    assertThat(other.result()).isEqualTo("ran");
    if (stage.way().hasServer()) {
      stage.znodes().awaitContenders(stage.path(key), 0);
    }
  }
}
