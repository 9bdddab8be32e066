package io.zklocked.agent.glance;

import io.zklocked.agent.rule.RuleBook;
import io.zklocked.agent.rule.TypeHeader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Tells of each class that is loaded whether it has methods to lock, or opens transactions, as far
 * as a glance at its file can tell. Thread-safe.
 *
 * <p>What is called for a class without anything to lock must not load classes: an error of
 * circularity there would be permanent for the class that is being loaded. {@link #warmUp} has
 * loaded them all.
 */
public final class Glance implements BiPredicate<ClassLoader, byte[]> {

  private final RuleBook rules;
  private final WantedNames wanted;
  private final HiddenFiles hidden = new HiddenFiles();
  private final ComposedTypes composed;

  /**
   * A glance for annotations of ours and whatever rules name.
   *
   * @param rules the rules
   */
  public Glance(RuleBook rules) {
    this.rules = rules;
    this.wanted = new WantedNames(rules.annotations());
    this.composed = new ComposedTypes(wanted, hidden);
  }

  /**
   * Looks at a class file.
   *
   * @param loader the loader of the class
   * @param file its bytes; not changed
   * @return whether the weaver should see it
   */
  @Override
  public boolean test(ClassLoader loader, byte[] file) {
    ClassScan scan = ClassScan.of(file, wanted);
    if (scan == null) {
      return false;
    }
    try {
      if (rules.namesSubtypes()) {
        rules.meetSites(scan.name(), scan.sites(), loader);
      }
      if (scan.namesAnnotation()) {
        return true;
      }
      return TransactionClasses.isOne(scan.name())
          || (scan.isAnnotated() && isComposed(scan, loader))
          || (rules.namesMethods() && rules.isFor(scan.header(), loader));
    } catch (ArrayIndexOutOfBoundsException e) {
      return scan.namesAnnotation(); // it is cut off, as the JVM will say
    }
  }

  private boolean isComposed(ClassScan scan, ClassLoader loader) {
    AnnotationWalk walk = new AnnotationWalk(scan);
    if (walk.onMethods().isEmpty() && walk.onClass().isEmpty()) {
      return false;
    }
    boolean found =
        composed.anyOf(walk.onMethods(), loader) || composed.anyOf(walk.onClass(), loader);
    hidden.check(scan, loader);
    return found;
  }

  /** Loads, ahead of the first class that comes by, all that a glance needs. */
  public void warmUp() {
    ClassLoader loader = Glance.class.getClassLoader();
    String name = Glance.class.getName().replace('.', '/').concat(".class");
    try (InputStream stream = loader.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException("it has no ".concat(name));
      }
      byte[] file = stream.readAllBytes();
      test(loader, file);
      composed.anyOf(List.of("Lio/zklocked/agent/Warm;", "Lwarm/Up;"), loader);
      if (rules.namesMethods()) {
        new RuleBook(rules.rules())
            .isFor(new TypeHeader("warm/Up", "warm/Below", List.of("warm/Beside")), loader);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the agent cannot read its own jar: " + e.getMessage(), e);
    }
  }
}
