package io.zklocked.gates;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules that hold over all modules. Immutable. */
final class HouseRules {

  /** The compiler's model of the source, which an image of the JVM may lack. */
  private static final Set<String> COMPILER =
      Set.of("javax.annotation.processing.", "javax.lang.model.", "javax.tools.");

  /** What each module may import: other modules, and packages of others by their beginnings. */
  static final Map<String, Set<String>> ARROWS =
      Map.of(
          "annotations",
          COMPILER,
          "runtime",
          Set.of(
              "annotations",
              "org.apache.curator.",
              "org.apache.zookeeper.",
              "org.slf4j.",
              "io.micrometer."),
          "guice",
          Set.of(
              "annotations",
              "runtime",
              "com.google.inject.",
              "org.aopalliance.",
              "org.slf4j.",
              "io.micrometer."),
          "weaving",
          Set.of("annotations", "runtime", "net.bytebuddy.", "org.slf4j."),
          "agent",
          Set.of("annotations", "runtime", "weaving", "net.bytebuddy.", "org.slf4j."),
          "cli",
          Set.of("annotations", "runtime", "picocli.", "org.jline.", "org.slf4j."),
          "sample-app",
          Set.of(
              "annotations",
              "runtime",
              "guice",
              "com.google.inject.",
              "io.micrometer.",
              "org.apache.curator.",
              "org.apache.zookeeper.",
              "org.h2.",
              "org.slf4j."),
          "benchmarks",
          Set.of(
              "annotations",
              "runtime",
              "io.micrometer.",
              "net.javacrumbs.shedlock.",
              "org.HdrHistogram.",
              "org.apache.curator.",
              "org.apache.zookeeper.",
              "org.redisson.",
              "org.springframework.integration."));

  /** The module that compares our locks with others, and so uses those. */
  static final String WITH_RECIPES = "benchmarks";

  /** What the platform gives, and annotations that only the compiler reads. */
  private static final List<String> EVERYWHERE =
      List.of(
          "java.",
          "javax.management.",
          "javax.net.ssl.",
          "javax.security.auth.login.",
          "javax.sql.",
          "com.sun.management.",
          "com.sun.tools.attach.",
          "sun.misc.Signal",
          "org.jspecify.annotations.",
          "com.google.errorprone.annotations.");

  private static final String BANNED_WORDS = "Impl|Manager|Helper|Utils?|Data|Info";
  private static final String BANNED_TYPES =
      ".*[.$](\\w*[a-z0-9])?(" + BANNED_WORDS + ")([A-Z0-9$]\\w*)?";
  private static final String BANNED_PACKAGES =
      ".*\\.(impl|managers?|helpers?|utils?|data|info|common|misc)(\\..*)?";

  /** Where woven code finds the runtime, and where the JVM tells that the agent is there. */
  private static final Set<String> MAY_CHANGE =
      Set.of("io.zklocked.agent.boot.ZkLockedDispatch", "io.zklocked.agent.ZkLockedAgent");

  private final Map<String, Set<String>> owned = new TreeMap<>();

  /**
   * Rules for the modules that are there.
   *
   * @param modules the classes of each, by its name
   */
  HouseRules(Map<String, JavaClasses> modules) {
    modules.forEach(
        (name, all) -> {
          Set<String> names = new TreeSet<>();
          all.forEach(type -> names.add(type.getName()));
          owned.put(name, names);
        });
  }

  ArchRule arrowsOf(String module) {
    Collection<String> allowed = ARROWS.getOrDefault(module, Set.of());
    return classes()
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are of " + module + " or what it may import: " + new TreeSet<>(allowed),
                type -> mayImport(module, allowed, type.getBaseComponentType())))
        .as("module " + module + " imports along its arrows")
        .allowEmptyShould(true);
  }

  static ArchRule namesSayTheRole() {
    return noClasses()
        .should(
            be(
                describe(
                    "called after a mechanism (" + BANNED_WORDS + ")",
                    type ->
                        type.getName().matches(BANNED_TYPES)
                            || type.getPackageName().matches(BANNED_PACKAGES))))
        .as("names say the role, not the mechanism")
        .allowEmptyShould(true);
  }

  static ArchRule noRecipes() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.curator.framework.recipes.locks..")
        .as("Curator's lock recipes are a reference for tests and benchmarks only")
        .allowEmptyShould(true);
  }

  static ArchRule onlyTheCheckerKnowsTheCompiler() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.zklocked.checker..")
        .should()
        .dependOnClassesThat(
            describe(
                "are the compiler's",
                type -> COMPILER.stream().anyMatch(type.getName()::startsWith)))
        .as("only the checker needs the module java.compiler")
        .allowEmptyShould(true);
  }

  static ArchRule noStaticState() {
    return fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat(notIn(MAY_CHANGE))
        .should()
        .beFinal()
        .as("static fields are final")
        .allowEmptyShould(true);
  }

  private boolean mayImport(String module, Collection<String> allowed, JavaClass type) {
    return type.isPrimitive()
        || owned.getOrDefault(module, Set.of()).contains(type.getName())
        || EVERYWHERE.stream().anyMatch(type.getName()::startsWith)
        || allowed.stream()
            .anyMatch(
                one ->
                    one.endsWith(".")
                        ? type.getName().startsWith(one)
                        : owned.getOrDefault(one, Set.of()).contains(type.getName()));
  }

  private static DescribedPredicate<JavaClass> notIn(Set<String> names) {
    return describe("are not " + names, type -> !names.contains(type.getName()));
  }
}
