package io.zklocked.agent.rule;

import io.zklocked.runtime.rule.AnnotationRule;
import io.zklocked.runtime.rule.MethodRule;
import io.zklocked.runtime.rule.NamePattern;
import io.zklocked.runtime.rule.RulesFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks rules up by class. Thread-safe. What is asked for each class that is loaded keeps to plain
 * loops, as loading classes there could end in a circle.
 */
public final class RuleBook {

  private final RulesFile rules;
  private final RuleLedger ledger;
  private final SuperTypes superTypes;
  private final Map<String, List<MethodRule>> byName = new HashMap<>();
  private final List<MethodRule> byPattern = new ArrayList<>();
  private final List<MethodRule> bySuperType = new ArrayList<>();
  private final Map<String, List<AnnotationRule>> byAnnotation = new HashMap<>();

  /**
   * A book of some rules.
   *
   * @param rules the rules
   */
  public RuleBook(RulesFile rules) {
    this.rules = rules;
    this.ledger = new RuleLedger(rules);
    this.superTypes = new SuperTypes(ledger);
    for (MethodRule rule : rules.methods()) {
      if (rule.isForSubtypes()) {
        bySuperType.add(rule);
      } else if (rule.type().isExact()) {
        byName.computeIfAbsent(rule.type().text(), any -> new ArrayList<>(1)).add(rule);
      } else {
        byPattern.add(rule);
      }
    }
    for (AnnotationRule rule : rules.annotations()) {
      byAnnotation.computeIfAbsent(rule.descriptor(), any -> new ArrayList<>(1)).add(rule);
    }
  }

  /** All of its rules. */
  public RulesFile rules() {
    return rules;
  }

  /** What became of its rules. */
  public RuleLedger ledger() {
    return ledger;
  }

  /** Whether there are rules that name methods. */
  public boolean namesMethods() {
    return !rules.methods().isEmpty();
  }

  /** Whether there are rules that name what is below a class. */
  public boolean namesSubtypes() {
    return !bySuperType.isEmpty();
  }

  /**
   * Looks for lambdas and method references of a type that rules name: the JVM makes their classes
   * out of sight, so that they are never locked.
   *
   * @param type the internal name of the class that makes them
   * @param sites the names and types of its call sites, one after the other
   * @param loader its loader
   */
  public void meetSites(String type, List<String> sites, ClassLoader loader) {
    for (int i = 0; i < sites.size(); i += 2) {
      String descriptor = sites.get(i + 1);
      int end = descriptor.indexOf(')') + 1;
      if (end < descriptor.length() && descriptor.charAt(end) == 'L') {
        String made = descriptor.substring(end + 1, descriptor.length() - 1);
        meetSite(type, sites.get(i), made, loader);
      }
    }
  }

  private void meetSite(String type, String method, String made, ClassLoader loader) {
    for (int i = 0; i < bySuperType.size(); i++) {
      MethodRule rule = bySuperType.get(i);
      if (rule.method().matches(method)
          && isAny(rule.type(), superTypes.of(superTypes.header(made, loader), loader))) {
        ledger.metLambda(rule.place(), type.replace('/', '.'));
      }
    }
  }

  /**
   * The rules on an annotation.
   *
   * @param descriptor its type, as class files name it
   * @return the rules; perhaps none
   */
  public List<AnnotationRule> onAnnotation(String descriptor) {
    return byAnnotation.getOrDefault(descriptor, List.of());
  }

  /** The annotations on which there are rules, as class files name them. */
  public Set<String> annotations() {
    return byAnnotation.keySet();
  }

  /**
   * Whether rules name a class.
   *
   * @param type the class
   * @param loader its loader
   * @return whether {@link #onMethodsOf} gives any
   */
  public boolean isFor(TypeHeader type, ClassLoader loader) {
    String name = type.dotted();
    if (byName.containsKey(name)) {
      return true;
    }
    for (int i = 0; i < byPattern.size(); i++) {
      if (byPattern.get(i).type().matches(name)) {
        return true;
      }
    }
    if (bySuperType.isEmpty() || isProxy(type)) {
      return false;
    }
    Set<String> above = superTypes.of(type, loader);
    for (int i = 0; i < bySuperType.size(); i++) {
      if (isAny(bySuperType.get(i).type(), above)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The rules that name a class, in the order in which they stand.
   *
   * @param type the class
   * @param loader its loader
   * @return the rules; perhaps none
   */
  public List<MethodRule> onMethodsOf(TypeHeader type, ClassLoader loader) {
    List<MethodRule> found = new ArrayList<>();
    String name = type.dotted();
    Set<String> above =
        bySuperType.isEmpty() || isProxy(type) ? Set.of() : superTypes.of(type, loader);
    for (MethodRule rule : rules.methods()) {
      boolean isMeant =
          rule.isForSubtypes() ? isAny(rule.type(), above) : rule.type().matches(name);
      if (isMeant) {
        ledger.metClass(rule.place());
        found.add(rule);
      }
    }
    return found;
  }

  /** A proxy of the JDK implements by calling others, which are locked themselves. */
  private static boolean isProxy(TypeHeader type) {
    return "java/lang/reflect/Proxy".equals(type.superName());
  }

  private static boolean isAny(NamePattern pattern, Set<String> names) {
    if (pattern.isExact()) {
      return names.contains(pattern.text());
    }
    for (String name : names) {
      if (pattern.matches(name)) {
        return true;
      }
    }
    return false;
  }
}
