package io.zklocked.runtime.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every rule of the house can fail: each is shown a class that breaks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // classes are read once
class ArchitectureCanaryTest {

  private static final String BASE = "io.zklocked.canary";

  private final Rules rules = new Rules(BASE);
  private final JavaClasses canaries = new ClassFileImporter().importPackages(BASE);

  @Test
  void arrowAgainstTheDirectionIsRefused() {
    refuses(rules.arrows().get(BASE + ".key"), "AsksItsCaller");
  }

  @Test
  void packageWithoutArrowsIsRefused() {
    refuses(rules.everyPackageHasArrows(), "Homeless");
  }

  @Test
  void cycleIsRefused() {
    refuses(rules.noCycles(), "Cycle detected");
  }

  @Test
  void inputAndOutputInTheEngineAreRefused() {
    refuses(rules.engineIsPure(), "OpensAFile", "ImportsCurator");
  }

  @Test
  void threadsAndWaitsInTheEngineAreRefused() {
    refuses(rules.engineHasNoThreads(), "StartsAThread", "UsesAPool", "WaitsForAFuture");
  }

  @Test
  void clockInTheEngineIsRefused() {
    refuses(rules.engineHasNoClock(), "ReadsTheClock");
  }

  @Test
  void staticFieldThatChangesIsRefused() {
    refuses(rules.noStaticState(), "KeepsStaticState");
  }

  private void refuses(ArchRule rule, String... offenders) {
    ThrowingCallable check = () -> rule.check(canaries);
    assertThatThrownBy(check)
        .isInstanceOf(AssertionError.class)
        .satisfies(failure -> System.out.println("[canary] " + failure.getMessage()))
        .hasMessageContainingAll(offenders);
  }
}
