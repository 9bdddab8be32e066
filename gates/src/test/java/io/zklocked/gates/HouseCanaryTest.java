package io.zklocked.gates;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every rule over the modules can fail: each is shown a class that breaks it. */
class HouseCanaryTest {

  private final JavaClasses canaries =
      new ClassFileImporter().importPackages("io.zklocked.gates.canary");

  @Test
  void importAgainstTheArrowsIsRefused() {
    HouseRules rules = new HouseRules(Map.of("annotations", canaries));

    refuses(rules.arrowsOf("annotations"), "InterProcessMutex");
  }

  @Test
  void bannedNamesAreRefused() {
    refuses(HouseRules.namesSayTheRole(), "PathUtil", "LockManagerFactory");
  }

  @Test
  void longerWordsThatBeginWithABannedOneAreNot() {
    HouseRules.namesSayTheRole().check(new ClassFileImporter().importClasses(database()));
  }

  @Test
  void lockRecipesAreRefused() {
    refuses(HouseRules.noRecipes(), "UsesMutex");
  }

  @Test
  void useOfTheCompilerIsRefused() {
    refuses(HouseRules.onlyTheCheckerKnowsTheCompiler(), "AsksTheCompiler");
  }

  @Test
  void staticFieldThatChangesIsRefused() {
    refuses(HouseRules.noStaticState(), "KeepsStaticState");
  }

  private static Class<?> database() {
    try {
      return Class.forName("io.zklocked.gates.canary.Database");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private void refuses(ArchRule rule, String... offenders) {
    assertThatThrownBy(() -> rule.check(canaries))
        .isInstanceOf(AssertionError.class)
        .satisfies(failure -> System.out.println("[canary] " + failure.getMessage()))
        .hasMessageContainingAll(offenders);
  }
}
