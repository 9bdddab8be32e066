package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.HeldLock;
import java.util.List;

/** What a method finds in the parameter that {@code @FencingToken} marks. */
final class TokenRules {

  private static final String NO_PARAMETER = "by hand a hold has its token";

  private TokenRules() {}

  static List<Rule> all() {
    return List.of(
        rule("a parameter gets the fencing token, whatever is given", TokenRules::filledIn)
            .annotated(NO_PARAMETER),
        rule("that of a static method among others, too", TokenRules::inStatic)
            .annotated(NO_PARAMETER)
            .notFor(Way.GUICE, "refused when the injector is created")
            .notFor(Way.MEMORY, "refused when the injector is created"),
        rule("a call that enters again gets the same token", TokenRules::reentered)
            .annotated(NO_PARAMETER),
        rule("a call that may be skipped gets it when it runs", TokenRules::skipping)
            .annotated(NO_PARAMETER),
        rule("a call that does not want the lock gets 0", TokenRules::unlocked)
            .annotated(NO_PARAMETER),
        rule("a synchronized method gets it as well", TokenRules::inSynchronized)
            .annotated(NO_PARAMETER));
  }

  private static void filledIn(Stage stage) {
    String key = stage.newKey();
    for (long given : new long[] {0, -1, Long.MAX_VALUE}) {
      long[] tokens = stage.annotated().tokens(key, given);
      assertThat(tokens[0]).isPositive().isNotEqualTo(given).isEqualTo(tokens[1]);
    }
  }

  private static void inStatic(Stage stage) {
    long[] tokens = OnlyWoven.tokens(2.5, -1, stage.newKey());
    assertThat(tokens[0]).isPositive().isEqualTo(tokens[1]);
  }

  private static void reentered(Stage stage) throws Exception {
    String key = stage.newKey();
    stage
        .subject()
        .hold(
            key,
            () -> {
              long outer = HeldLock.current().fencingToken();
              assertThat(stage.annotated().tokens(key, 0)).containsOnly(outer);
              return outer;
            });
  }

  private static void skipping(Stage stage) throws Exception {
    String key = stage.newKey();
    assertThat(stage.annotated().skipOrToken(-1, key))
        .hasValueSatisfying(token -> assertThat(token).isPositive());
    Gate gate = new Gate();
    Task<String> holder = stage.enter(key, gate);
    assertThat(stage.annotated().skipOrToken(-1, key)).isEmpty();
    gate.open();
    holder.result();
  }

  private static void unlocked(Stage stage) {
    String key = stage.newKey();
    assertThat(stage.annotated().tokenIfLocked(key, false, 77)).isZero();
    assertThat(stage.annotated().tokenIfLocked(key, true, 77)).isPositive().isNotEqualTo(77);
  }

  private static void inSynchronized(Stage stage) {
    assertThat(stage.annotated().synchronizedToken(stage.newKey(), -1)).isPositive();
  }
}
