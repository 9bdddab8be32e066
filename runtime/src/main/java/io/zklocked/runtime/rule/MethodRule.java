package io.zklocked.runtime.rule;

/**
 * Locks methods by their names: {@code com.acme.Billing#close(..) -> billing/{0}}. Immutable.
 *
 * @param place where it stands
 * @param type the classes that declare them
 * @param isForSubtypes whether those that extend or implement such a class are meant as well
 * @param method their names
 * @param parameters their parameters
 * @param lock their lock
 */
public record MethodRule(
    RulePlace place,
    NamePattern type,
    boolean isForSubtypes,
    NamePattern method,
    ParameterPattern parameters,
    LockText lock) {

  /**
   * Whether a method is meant, in a class that is.
   *
   * @param name its name
   * @param descriptor its types
   * @return whether it matches
   */
  public boolean isFor(String name, String descriptor) {
    return method.matches(name) && parameters.matches(descriptor);
  }

  /** The methods, as they would be written. */
  @Override
  public String toString() {
    return type + (isForSubtypes ? "+#" : "#") + method + parameters;
  }
}
