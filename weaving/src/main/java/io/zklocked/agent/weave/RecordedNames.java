package io.zklocked.agent.weave;

import io.zklocked.catalogue.LockCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The names of parameters as the compile-time checker recorded them, for class files that do not
 * tell. Immutable.
 *
 * @param loader where the records of a class are found
 */
record RecordedNames(ClassLoader loader) {

  /**
   * The names of a method's parameters.
   *
   * @param owner the internal name of its class
   * @param method its name and descriptor
   * @return the names, or an empty list where nothing is recorded
   * @throws UncheckedIOException if the record cannot be read
   */
  List<String> of(String owner, String method) {
    try {
      LockCatalogue catalogue = LockCatalogue.of(loader, owner.replace('/', '.'));
      return catalogue == null ? List.of() : catalogue.parameterNames(method);
    } catch (IOException e) {
      throw new UncheckedIOException("the recorded locks of " + owner + " cannot be read", e);
    }
  }
}
