package io.zklocked.runtime.rule;

/**
 * Locks methods that carry an annotation of others: {@code @com.acme.Once -> once/{@name}}.
 * Immutable.
 *
 * @param place where it stands
 * @param annotation the name of the annotation type
 * @param lock their lock
 */
public record AnnotationRule(RulePlace place, String annotation, LockText lock) {

  /**
   * The annotation type as class files name it.
   *
   * @return its descriptor
   */
  public String descriptor() {
    return "L".concat(annotation.replace('.', '/')).concat(";");
  }

  /**
   * Whether it came with a library that was adopted, and not from a file of the user's.
   *
   * @return whether it did
   */
  public boolean isAdopted() {
    return Adoption.has(place.file());
  }

  /** The annotation, as it would be written. */
  @Override
  public String toString() {
    return "@" + annotation;
  }
}
