package io.zklocked.agent.check;

import java.util.Iterator;
import java.util.List;

/**
 * What the command is asked for. Immutable.
 *
 * @param classPath the class path, as {@code java -cp} takes it
 * @param isJson whether the answer is for a program
 */
record CheckOptions(String classPath, boolean isJson) {

  static final String USAGE =
      "java -jar zklocked-agent.jar check --classpath app.jar[:more] [--json]";

  static CheckOptions parse(String[] arguments) throws UsageException {
    String classPath = null;
    boolean isJson = false;
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--classpath", "--class-path", "-classpath", "-cp" -> {
          if (classPath != null || !rest.hasNext()) {
            throw new UsageException(option + " takes one class path");
          }
          classPath = rest.next();
        }
        case "--json" -> isJson = true;
        default -> throw new UsageException("'" + option + "' is not known");
      }
    }
    if (classPath == null || classPath.isEmpty()) {
      throw new UsageException("there is no --classpath");
    }
    return new CheckOptions(classPath, isJson);
  }
}
