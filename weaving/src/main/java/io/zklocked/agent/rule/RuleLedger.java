package io.zklocked.agent.rule;

import io.zklocked.runtime.rule.AnnotationRule;
import io.zklocked.runtime.rule.LockSetting;
import io.zklocked.runtime.rule.MethodRule;
import io.zklocked.runtime.rule.RulePlace;
import io.zklocked.runtime.rule.RulesFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers what became of each rule: whether it has met a class, a method, and a call. A rule that
 * nothing comes of is a mistake that nobody would see. Names only: it keeps no class and no loader.
 * Thread-safe: guarded by {@code this}.
 */
public final class RuleLedger {

  private static final int MOST_UNREADABLE = 100;

  private final RulesFile rules;
  private final Set<RulePlace> metClasses = new HashSet<>();
  private final Set<RulePlace> metMethods = new HashSet<>();
  private final Set<RulePlace> ran = new HashSet<>();
  private final Set<String> templates = new HashSet<>();
  private final Map<String, Set<RulePlace>> byMethod = new HashMap<>();
  private final Set<String> unreadable = new TreeSet<>();
  private final Map<RulePlace, Set<String>> lambdas = new HashMap<>();

  /**
   * A ledger in which nothing stands.
   *
   * @param rules the rules
   */
  public RuleLedger(RulesFile rules) {
    this.rules = rules;
  }

  synchronized void metClass(RulePlace rule) {
    metClasses.add(rule);
  }

  /**
   * A rule has found a method.
   *
   * @param rule the rule
   * @param method the method
   */
  public synchronized void metMethod(RulePlace rule, String method) {
    metClasses.add(rule);
    metMethods.add(rule);
    byMethod.computeIfAbsent(method, any -> new HashSet<>()).add(rule);
  }

  /**
   * There is a lock of that template.
   *
   * @param template as its annotation or rule has it
   */
  public synchronized void metTemplate(String template) {
    if (rules.settingOf(template) != null) {
      templates.add(template);
    }
  }

  /**
   * A method was called for the first time.
   *
   * @param method as for {@link #metMethod}
   */
  public synchronized void ran(String method) {
    ran.addAll(byMethod.getOrDefault(method, Set.of()));
  }

  /**
   * Whether a rule has met one of the classes that it names.
   *
   * @param rule the rule
   * @return whether there was one
   */
  public synchronized boolean hasMetClass(RulePlace rule) {
    return metClasses.contains(rule);
  }

  /**
   * Whether a rule has met one of the methods that it names.
   *
   * @param rule the rule
   * @return whether there was one
   */
  public synchronized boolean hasMetMethod(RulePlace rule) {
    return metMethods.contains(rule);
  }

  /**
   * Whether there is a lock of which something is set from outside.
   *
   * @param template the template of the lock
   * @return whether there was one
   */
  public synchronized boolean hasMetTemplate(String template) {
    return templates.contains(template);
  }

  synchronized void metLambda(RulePlace rule, String type) {
    metClasses.add(rule);
    lambdas.computeIfAbsent(rule, any -> new TreeSet<>()).add(type);
  }

  /**
   * What a type is made of cannot be read.
   *
   * @param type its name
   */
  public synchronized void unreadable(String type) {
    if (unreadable.size() < MOST_UNREADABLE) {
      unreadable.add(type);
    }
  }

  /**
   * How a method is called here.
   *
   * @param type the name of its class
   * @param name its name
   * @param descriptor its types
   * @return such as {@code com.acme.Billing#close(I)V}
   */
  public static String method(String type, String name, String descriptor) {
    return type.replace('/', '.') + "#" + name + descriptor;
  }

  /**
   * The rules of which nothing came so far.
   *
   * @return a sentence for each, in the order of the rules
   */
  public synchronized List<String> findings() {
    List<String> findings = new ArrayList<>();
    for (MethodRule rule : rules.methods()) {
      if (!metClasses.contains(rule.place())) {
        findings.add(
            rule.place()
                + ": "
                + rule
                + " LOCKS NOTHING: no such class has been loaded; check the name of "
                + rule.type());
      } else if (!metMethods.contains(rule.place())) {
        findings.add(
            rule.place()
                + ": "
                + rule
                + " LOCKS NOTHING: its classes declare no such method; name the class that"
                + " declares it, or one above it with + behind it");
      } else if (!ran.contains(rule.place())) {
        findings.add(rule.place() + ": " + rule + " locks methods that have not been called");
      }
    }
    for (AnnotationRule rule : rules.annotations()) {
      if (!metMethods.contains(rule.place()) && !rule.isAdopted()) {
        findings.add(
            rule.place()
                + ": "
                + rule
                + " LOCKS NOTHING: no loaded class has a method that carries it; check its name");
      }
    }
    for (LockSetting setting : rules.settings()) {
      if (!templates.contains(setting.template())) {
        findings.add(
            setting.place() + ": " + setting + " SETS NOTHING: no loaded class has such a lock");
      }
    }
    findings.addAll(missed());
    return findings;
  }

  /**
   * What rules and annotations may be about, and cannot be locked or cannot be seen.
   *
   * @return a sentence for each
   */
  public synchronized List<String> missed() {
    List<String> findings = new ArrayList<>();
    for (MethodRule rule : rules.methods()) {
      for (String type : lambdas.getOrDefault(rule.place(), Set.of())) {
        findings.add(
            rule.place()
                + ": "
                + rule
                + ": lambdas and method references that "
                + type
                + " makes of it RUN WITHOUT LOCKS, as no agent sees their classes; write a class, or"
                + " lock the methods that they call");
      }
    }
    for (String type : unreadable) {
      findings.add(
          "cannot tell what "
              + type
              + " extends or carries, as its class file cannot be read: rules with + may miss the"
              + " classes below it, and locks that it carries as an annotation are not seen");
    }
    return findings;
  }
}
