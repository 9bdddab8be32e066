package io.zklocked.sample;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The programs of the sample know the annotations and the JDK, and nothing else. */
class ProgramImportsTest {

  private static final Set<String> ALLOWED =
      Set.of(
          "io.zklocked",
          "io.zklocked.sample.worker",
          "io.zklocked.sample.bank",
          "io.zklocked.sample.mutex",
          "io.zklocked.sample.writelog",
          "io.zklocked.sample.philosophers");

  private static final ArchRule RULE =
      classes()
          .that()
          .resideInAnyPackage(
              "io.zklocked.sample.worker..",
              "io.zklocked.sample.bank..",
              "io.zklocked.sample.mutex..",
              "io.zklocked.sample.writelog..",
              "io.zklocked.sample.philosophers..")
          .should()
          .onlyDependOnClassesThat(
              describe("are of the JDK, io.zklocked or the programs", ProgramImportsTest::allowed));

  /** The register's nodes are no locks, so that its processes speak to ZooKeeper themselves. */
  private static final ArchRule REGISTER =
      classes()
          .that()
          .resideInAPackage("io.zklocked.sample.twophase..")
          .should()
          .onlyDependOnClassesThat(
              describe(
                  "are ZooKeeper's client, or as for the other programs",
                  type ->
                      allowed(type)
                          || type.getPackageName().equals("io.zklocked.sample.twophase")
                          || type.getPackageName().startsWith("org.apache.zookeeper")));

  @Test
  void registerDependsOnZooKeepersClientAsWell() {
    REGISTER.check(
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.zklocked.sample.twophase"));
  }

  @Test
  void programsDependOnTheAnnotationsAndTheJdkOnly() {
    JavaClasses programs =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.zklocked.sample");

    assertThat(programs.size()).isGreaterThan(10);
    RULE.check(programs);
  }

  @Test
  void classThatImportsTheDatabaseIsReported() {
    JavaClasses stray =
        new ClassFileImporter().importClasses(io.zklocked.sample.bank.StrayImport.class);

    assertThatThrownBy(() -> RULE.check(stray))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("org.h2.Driver");
  }

  private static boolean allowed(JavaClass type) {
    String name = type.getPackageName();
    boolean nullness = name.equals("org.jspecify.annotations"); // not needed at run time
    boolean jdk = name.startsWith("java.") || name.startsWith("javax.management");
    return jdk || name.isEmpty() || nullness || ALLOWED.contains(name);
  }
}
