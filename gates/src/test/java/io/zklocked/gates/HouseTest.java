package io.zklocked.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The modules keep to the arrows of ARCHITECTURE.md, and all main code to the rules for names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseTest {

  private final Map<String, JavaClasses> modules = House.modules();
  private final HouseRules rules = new HouseRules(modules);

  @Test
  void everyModuleIsThere() {
    assertThat(modules.values()).allSatisfy(module -> assertThat(module).isNotEmpty());
  }

  @Test
  void modulesImportAlongTheArrows() {
    modules.forEach((name, module) -> rules.arrowsOf(name).check(module));
  }

  @Test
  void noTypeLiesInTwoModules() {
    Set<String> seen = new TreeSet<>();
    modules
        .values()
        .forEach(
            module ->
                module.forEach(
                    type -> assertThat(seen.add(type.getName())).as(type.getName()).isTrue()));
  }

  @Test
  void namesSayTheRole() {
    checkAll(HouseRules.namesSayTheRole());
  }

  @Test
  void lockRecipesAreUsedInTestsAndBenchmarksOnly() {
    modules.forEach(
        (name, module) -> {
          if (!name.equals(HouseRules.WITH_RECIPES)) {
            HouseRules.noRecipes().check(module);
          }
        });
  }

  @Test
  void onlyTheCheckerKnowsTheCompiler() {
    checkAll(HouseRules.onlyTheCheckerKnowsTheCompiler());
  }

  @Test
  void nothingStaticCanChange() {
    checkAll(HouseRules.noStaticState());
  }

  private void checkAll(ArchRule rule) {
    modules.values().forEach(rule::check);
  }
}
