package io.zklocked.runtime.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The packages of this module keep to the arrows of ARCHITECTURE.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // classes are read once
class ArchitectureTest {

  private static final String BASE = "io.zklocked.runtime";

  private final Rules rules = new Rules(BASE);
  private final JavaClasses house =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void packagesImportAlongTheArrows() {
    rules.arrows().values().forEach(rule -> rule.check(house));
  }

  @Test
  void everyPackageHasArrows() {
    rules.everyPackageHasArrows().check(house);
  }

  @Test
  void packagesFormNoCycle() {
    rules.noCycles().check(house);
  }

  @Test
  void engineImportsNothingThatDoesInputOrOutput() {
    rules.engineIsPure().check(house);
  }

  @Test
  void engineHasNoThreadsAndWaitsForNothing() {
    rules.engineHasNoThreads().check(house);
  }

  @Test
  void engineHasNoClock() {
    rules.engineHasNoClock().check(house);
  }

  @Test
  void nothingStaticCanChange() {
    rules.noStaticState().check(house);
  }
}
