package io.zklocked.agent.check;

import io.zklocked.agent.rule.RuleBook;
import io.zklocked.agent.rule.RuleLedger;
import io.zklocked.runtime.rule.AnnotationRule;
import io.zklocked.runtime.rule.LockSetting;
import io.zklocked.runtime.rule.MethodRule;
import io.zklocked.syntax.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rules of which nothing comes on a whole class path. Confined to one thread. */
final class RuleCheck {

  private static final String NOTHING = " LOCKS NOTHING: ";

  private final RuleBook book;
  private final RuleLedger ledger;
  private final Collection<String> types;

  /**
   * A check of rules.
   *
   * @param types all classes of the class path, which have been woven
   */
  RuleCheck(RuleBook book, Collection<String> types) {
    this.book = book;
    this.ledger = book.ledger();
    this.types = types;
  }

  void findInto(CheckResult result) {
    for (MethodRule rule : book.rules().methods()) {
      String problem = problem(rule);
      if (problem != null) {
        result.found(rule.place().toString(), "", rule.place() + ": " + rule + NOTHING + problem);
      }
    }
    for (AnnotationRule rule : book.rules().annotations()) {
      if (!ledger.hasMetMethod(rule.place()) && !rule.isAdopted()) {
        result.found(
            rule.place().toString(),
            "",
            rule.place() + ": " + rule + NOTHING + "no method carries it; check its name");
      }
    }
    for (LockSetting setting : book.rules().settings()) {
      if (!ledger.hasMetTemplate(setting.template())) {
        result.found(
            setting.place().toString(),
            "",
            setting.place() + ": " + setting + " SETS NOTHING: there is no such lock");
      }
    }
    for (String missed : ledger.missed()) {
      result.found("", "", missed);
    }
  }

  private @Nullable String problem(MethodRule rule) {
    if (!ledger.hasMetClass(rule.place())) {
      String nearest = nearest(rule.type().text());
      return "there is no such class"
          + (nearest == null ? "; check the name of " + rule.type() : "; did you mean " + nearest)
          + (nearest == null ? "" : "?");
    }
    // Of a rule that names one class, the weaver has told.
    boolean isTold = rule.type().isExact() && !rule.isForSubtypes();
    return ledger.hasMetMethod(rule.place()) || isTold
        ? null
        : "its classes declare no such method; name the class that declares it, or one above it"
            + " with + behind it";
  }

  /** The class of nearly the same simple name, before others whose whole names are near. */
  private @Nullable String nearest(String written) {
    List<String> alike = new ArrayList<>();
    for (String type : types) {
      if (NearestName.of(simple(written), List.of(simple(type))) != null) {
        alike.add(type);
      }
    }
    return NearestName.of(written, alike);
  }

  private static String simple(String type) {
    return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }
}
