package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** When a call gives its lock back. */
final class ReleaseRules {

  private static final String BY_HAND = "by hand the caller closes the hold";

  private ReleaseRules() {}

  static List<Rule> all() {
    return List.of(
        rule("releaseAt = EXIT: a stage does not keep the lock", ReleaseRules::exit)
            .annotated(BY_HAND),
        rule("releaseAt = COMPLETION: a stage keeps the lock", ReleaseRules::completion)
            .annotated(BY_HAND),
        rule(
                "releaseAt = TRANSACTION: no body runs where no transaction is active",
                ReleaseRules::transaction)
            .annotated(BY_HAND));
  }

  private static void exit(Stage stage) throws Exception {
    String key = stage.newKey();
    CompletableFuture<String> work = new CompletableFuture<>();
    CompletionStage<String> returned =
        stage.annotated().stageUntilExit(key, () -> assertHeld(key, work));
    assertThat(returned).isSameAs(work);
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
    assertThat(tryElsewhere(stage, key)).isEqualTo("ran");
    work.complete("done");
  }

  private static void completion(Stage stage) throws Exception {
    String key = stage.newKey();
    CompletableFuture<String> work = new CompletableFuture<>();
    CompletionStage<String> returned =
        stage.annotated().stageUntilCompletion(key, () -> assertHeld(key, work));
    assertThat(returned).isSameAs(work);
    assertThat(tryElsewhere(stage, key)).isEqualTo("busy");
    work.complete("done");
    assertThat(tryElsewhere(stage, key)).isEqualTo("ran");
  }

  private static CompletionStage<String> assertHeld(String key, CompletionStage<String> work) {
    assertThat(HeldLock.current().resource()).isEqualTo("contract/" + key);
    return work;
  }

  private static void transaction(Stage stage) throws Exception {
    String key = stage.newKey();
    assertThatThrownBy(() -> stage.annotated().untilTransactionEnds(key, () -> "ran"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("releaseAt = TRANSACTION")
        .hasMessageContaining("untilTransactionEnds");
    assertThat(tryElsewhere(stage, key)).isEqualTo("ran");
  }

  private static String tryElsewhere(Stage stage, String key) throws Exception {
    return Task.start(
            "other",
            () -> {
              try {
                return stage.subject().tryOnce(key, () -> "ran");
              } catch (LockBusyException e) {
                return "busy";
              }
            })
        .result();
  }
}
