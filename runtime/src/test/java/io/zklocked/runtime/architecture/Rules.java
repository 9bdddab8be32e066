package io.zklocked.runtime.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The rules of the house inside this module, for the packages below a base: the real one, or the
 * canaries'. Immutable.
 *
 * @param base the package that assembles the others
 */
record Rules(String base) {

  /**
   * Who may import whom; the empty name is the base itself. A package that is not here may not be.
   */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry(
              "",
              Set.of(
                  "call", "order", "key", "engine", "curator", "memory", "metrics", "observe",
                  "rule", "inspect")),
          entry("inspect", Set.of("key", "engine")),
          entry("call", Set.of("order", "key", "engine", "reactor")),
          entry("reactor", Set.of()),
          entry("rule", Set.of()),
          entry("order", Set.of("engine")),
          entry("key", Set.of()),
          entry("curator", Set.of("engine")),
          entry("memory", Set.of("engine")),
          entry("metrics", Set.of("engine")),
          entry("observe", Set.of("engine")),
          entry("engine", Set.of()));

  private static final String ENGINE_MAY_USE =
      "java\\.lang(\\.invoke|\\.annotation)?\\.[^.]+"
          + "|java\\.util\\.(function\\.|stream\\.|concurrent\\.)?[^.]+"
          + "|java\\.util\\.concurrent\\.(atomic|locks)\\.[^.]+"
          + "|java\\.(time|nio\\.charset)\\.[^.]+"
          + "|io\\.zklocked\\.[^.]+"
          + "|org\\.jspecify\\.annotations\\.[^.]+"
          + "|com\\.google\\.errorprone\\.annotations\\.(concurrent\\.)?[^.]+";

  private static final Pattern THREADS_AND_WAITS =
      Pattern.compile(
          "java\\.lang\\.(Thread|ThreadGroup|InheritableThreadLocal|Process\\w*|Runtime)"
              + "|java\\.util\\.(Timer|TimerTask|Scanner)"
              + "|java\\.util\\.concurrent\\.(\\w*Executor\\w*|ForkJoin\\w*|Thread\\w*|\\w*Queue"
              + "|BlockingDeque|LinkedBlockingDeque|CountDownLatch|CyclicBarrier|Phaser|Semaphore"
              + "|Exchanger|FutureTask)"
              + "|java\\.util\\.concurrent\\.locks\\.(LockSupport|Condition)");

  private static final Pattern WAITS_AND_POOLS =
      Pattern.compile(
          "java\\.util\\.concurrent\\.CompletableFuture\\.(get|join|orTimeout|\\w*Timeout|\\w*Async)"
              + "|java\\.util\\.concurrent\\.TimeUnit\\.(sleep|timedJoin|timedWait)"
              + "|java\\.lang\\.Object\\.(wait|notify|notifyAll)");

  private static final Pattern CLOCKS_AND_SYSTEM =
      Pattern.compile(
          "java\\.time\\.\\w+\\.now|java\\.time\\.Clock\\.\\w+|java\\.util\\.Date\\..*"
              + "|java\\.lang\\.System\\.(?!arraycopy$|identityHashCode$).*");

  /** One rule for each package that has arrows, by the package's name. */
  Map<String, ArchRule> arrows() {
    Map<String, ArchRule> rules = new TreeMap<>();
    ARROWS.forEach(
        (from, allowed) ->
            rules.put(
                name(from),
                noClasses()
                    .that()
                    .resideInAPackage(name(from))
                    .should()
                    .dependOnClassesThat(inside(forbidden(from, allowed)))
                    .as(name(from) + " imports only " + names(allowed) + " of its house")
                    .allowEmptyShould(true)));
    return rules;
  }

  ArchRule everyPackageHasArrows() {
    return classes()
        .that()
        .resideInAPackage(base + "..")
        .should()
        .resideInAnyPackage(names(ARROWS.keySet()).toArray(String[]::new))
        .as("every package has its arrows");
  }

  ArchRule noCycles() {
    return slices().matching(base + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  ArchRule engineIsPure() {
    return classes()
        .that()
        .resideInAPackage(name("engine"))
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are its own, annotations, or java.* without I/O",
                type ->
                    type.getBaseComponentType().isPrimitive()
                        || type.getPackageName().equals(name("engine"))
                        || type.getBaseComponentType().getName().matches(ENGINE_MAY_USE)))
        .as("the engine imports java.* without I/O and the annotations only");
  }

  ArchRule engineHasNoThreads() {
    return noClasses()
        .that()
        .resideInAPackage(name("engine"))
        .should()
        .dependOnClassesThat(
            describe(
                "run, wait or start something",
                type -> THREADS_AND_WAITS.matcher(type.getBaseComponentType().getName()).matches()))
        .orShould()
        .accessTargetWhere(named("the target waits, or goes to a pool", WAITS_AND_POOLS))
        .as("the engine has no threads and waits for nothing");
  }

  ArchRule engineHasNoClock() {
    return noClasses()
        .that()
        .resideInAPackage(name("engine"))
        .should()
        .accessTargetWhere(named("the target is a clock, or the system", CLOCKS_AND_SYSTEM))
        .as("the engine has no clock of its own");
  }

  ArchRule noStaticState() {
    return fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(base + "..")
        .should()
        .beFinal()
        .as("static fields are final")
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaAccess<?>> named(String description, Pattern targets) {
    return describe(
        description,
        access ->
            targets.matcher(access.getTargetOwner().getName() + "." + access.getName()).matches());
  }

  private List<String> forbidden(String from, Set<String> allowed) {
    return ARROWS.keySet().stream()
        .filter(other -> !other.equals(from) && !allowed.contains(other))
        .map(this::name)
        .toList();
  }

  private static DescribedPredicate<JavaClass> inside(List<String> packages) {
    return describe(
        "reside in one of " + packages, type -> packages.contains(type.getPackageName()));
  }

  private List<String> names(Set<String> packages) {
    return packages.stream().map(this::name).sorted().toList();
  }

  private String name(String part) {
    return part.isEmpty() ? base : base + "." + part;
  }
}
