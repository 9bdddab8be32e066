package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Which lock a call takes. */
final class KeyRules {

  private static final String NO_TEMPLATE = "by hand the caller writes the resource";

  private KeyRules() {}

  static List<Rule> all() {
    List<Rule> rules =
        List.of(
            rule("the key follows parameters by name", KeyRules::byName),
            rule("the key follows parameters by index", KeyRules::byIndex),
            rule("@LockParam names a parameter", KeyRules::byLockParam),
            rule("the key follows record components", KeyRules::byRecordComponent),
            rule("the key follows getters", KeyRules::byGetter),
            rule("the key follows the object of the call", KeyRules::byThis),
            rule("a composed annotation locks", KeyRules::byComposedAnnotation),
            rule("null as a value of the key is refused", KeyRules::nullValue),
            rule("an empty value of the key is refused", KeyRules::emptyValue),
            rule("a value that tries to climb, nest or contend locks its own key", KeyRules::odd));
    return rules.stream().map(rule -> rule.annotated(NO_TEMPLATE)).toList();
  }

  private static void byName(Stage stage) throws Exception {
    assertThat(stage.subject().hold("name", () -> HeldLock.current().resource()))
        .isEqualTo("contract/name");
  }

  private static void byIndex(Stage stage) {
    assertThat(stage.annotated().byIndex("a", 7)).isEqualTo("contract/a/7");
  }

  private static void byLockParam(Stage stage) {
    assertThat(stage.annotated().byLockParam("account")).isEqualTo("contract/account");
  }

  private static void byRecordComponent(Stage stage) {
    assertThat(stage.annotated().byRecordComponent(new Annotated.Order("o7")))
        .isEqualTo("contract/o7");
  }

  private static void byGetter(Stage stage) {
    assertThat(stage.annotated().byGetter(new Annotated.Customer("jo"))).isEqualTo("contract/jo");
  }

  private static void byThis(Stage stage) {
    assertThat(stage.annotated().byThis("a")).isEqualTo("contract/north/a");
  }

  private static void byComposedAnnotation(Stage stage) {
    assertThat(stage.annotated().byComposedAnnotation("composed")).isEqualTo("contract/composed");
  }

  private static void nullValue(Stage stage) {
    refused(stage, null);
  }

  private static void emptyValue(Stage stage) {
    refused(stage, "");
  }

  private static void refused(Stage stage, String value) {
    AtomicBoolean ran = new AtomicBoolean();
    assertThatThrownBy(() -> stage.subject().hold(value, () -> ran.getAndSet(true)))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("key");
    assertThat(ran).isFalse();
  }

  private static void odd(Stage stage) throws Exception {
    List<String> values =
        List.of(
            "..",
            ".",
            "a",
            "a/b",
            "a%2Fb",
            "../a",
            "/a",
            "x-lock-0000000001",
            "a/_c_0-lock-0000000001",
            "leases",
            "zookeeper",
            "line\nbreak");
    holdAll(stage, values, new ArrayList<>());
  }

  /** Holds all of them at once, so that each must be a lock of its own. */
  private static String holdAll(Stage stage, List<String> values, List<String> paths)
      throws Exception {
    if (values.isEmpty()) {
      assertThat(paths).doesNotHaveDuplicates();
      return "held all";
    }
    return stage
        .subject()
        .hold(
            values.get(0),
            () -> {
              String path = HeldLock.current().path();
              assertThat(HeldLock.current().resource()).isNotBlank();
              assertThat(path).matches("/zklocked/[^/]+");
              assertThat(path).doesNotMatch(".*(lock-|__lock__|__READ__|__WRIT__)-?[0-9]+");
              paths.add(path);
              return holdAll(stage, values.subList(1, values.size()), paths);
            });
  }
}
