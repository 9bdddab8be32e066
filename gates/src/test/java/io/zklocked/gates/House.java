package io.zklocked.gates;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Where the modules of the build are. */
final class House {

  private House() {}

  /** The directory of the root pom. */
  static Path root() {
    return Path.of(System.getProperty("gates.house"));
  }

  /** The compiled main classes of every module, by its name. */
  static Map<String, JavaClasses> modules() {
    Map<String, JavaClasses> modules = new TreeMap<>();
    HouseRules.ARROWS
        .keySet()
        .forEach(
            name ->
                modules.put(
                    name,
                    new ClassFileImporter().importPath(root().resolve(name + "/target/classes"))));
    return modules;
  }
}
