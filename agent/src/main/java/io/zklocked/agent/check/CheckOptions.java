package io.zklocked.agent.check;

import io.zklocked.runtime.rule.Adoption;
import io.zklocked.runtime.rule.RulesFile;
import java.util.Iterator;
import java.util.List;

/**
 * What the command is asked for. Immutable.
 *
 * @param classPath the class path, as {@code java -cp} takes it
 * @param rules the rules; perhaps none
 * @param isJson whether the answer is for a program
 */
record CheckOptions(String classPath, RulesFile rules, boolean isJson) {

  static final String USAGE =
      "java -jar zklocked-agent.jar check --classpath app.jar[:more] [--rules file] [--adopt"
          + " library] [--json]";

  static CheckOptions parse(String[] arguments) throws UsageException {
    String classPath = "";
    RulesFile rules = RulesFile.NONE;
    boolean isJson = false;
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--classpath", "--class-path", "-classpath", "-cp" -> {
          if (!classPath.isEmpty()) {
            throw new UsageException(option + " is given twice");
          }
          classPath = value(option, rest);
        }
        case "--rules" -> rules = rules(value(option, rest)).and(rules);
        case "--adopt" -> rules = rules.and(adopted(value(option, rest)));
        case "--json" -> isJson = true;
        default -> throw new UsageException("'" + option + "' is not known");
      }
    }
    if (classPath.isEmpty()) {
      throw new UsageException("there is no --classpath");
    }
    return new CheckOptions(classPath, rules, isJson);
  }

  private static String value(String option, Iterator<String> rest) throws UsageException {
    if (!rest.hasNext()) {
      throw new UsageException(option + " takes a value");
    }
    return rest.next();
  }

  private static RulesFile rules(String file) throws UsageException {
    try {
      return RulesFile.read(file);
    } catch (IllegalArgumentException e) {
      throw new UsageException("the rules of " + file + " cannot be used: " + e.getMessage());
    }
  }

  private static RulesFile adopted(String library) throws UsageException {
    try {
      return Adoption.parse(library).rules();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--adopt cannot be '" + library + "': " + e.getMessage());
    }
  }
}
