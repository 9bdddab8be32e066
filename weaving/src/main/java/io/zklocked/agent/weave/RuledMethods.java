package io.zklocked.agent.weave;

import io.zklocked.agent.rule.DeclaredMethods;
import io.zklocked.agent.rule.RuleLedger;
import io.zklocked.runtime.rule.MethodRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Opcodes;

/** The rules on the methods of one class. Confined to one thread. */
final class RuledMethods {

  private final List<MethodRule> rules;
  private final Map<MethodRule, DeclaredMethods> exact = new LinkedHashMap<>();

  RuledMethods(List<MethodRule> rules) {
    this.rules = rules;
    for (MethodRule rule : rules) {
      if (rule.type().isExact() && !rule.isForSubtypes()) {
        exact.put(rule, new DeclaredMethods(rule));
      }
    }
  }

  /** The locks of a method that is no bridge. */
  List<LockSource> of(int access, String name, String descriptor) {
    if (rules.isEmpty() || name.startsWith("<")) {
      return List.of();
    }
    exact.values().forEach(declared -> declared.add(name, descriptor));
    List<LockSource> locks = new ArrayList<>();
    for (MethodRule rule : rules) {
      if (rule.isFor(name, descriptor) && !isLeftToOthers(rule, access)) {
        locks.add(new RuledLock(rule.place(), rule.lock(), Map.of()));
      }
    }
    return locks;
  }

  /**
   * What has no body is locked where it has one, if the rule may be about that; what a compiler has
   * made is not what a pattern of names is about.
   */
  private static boolean isLeftToOthers(MethodRule rule, int access) {
    boolean isMade = (access & Opcodes.ACC_SYNTHETIC) != 0 && !rule.method().isExact();
    return isMade
        || ((access & Opcodes.ACC_ABSTRACT) != 0
            && (rule.isForSubtypes() || !rule.type().isExact()));
  }

  /** The rules that name this very class and none of its methods, with what may be meant. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (DeclaredMethods declared : exact.values()) {
      String problem = declared.problem();
      if (problem != null) {
        problems.add(problem);
      }
    }
    return problems;
  }

  static void tell(RuleLedger ledger, AnnotatedMethod method, List<LockSource> sources) {
    String name = RuleLedger.method(method.owner(), method.name(), method.descriptor());
    for (LockSource source : sources) {
      if (source instanceof RuledLock ruled) {
        ledger.metMethod(ruled.place(), name);
      }
    }
    for (DeclaredLock lock : method.locks()) {
      ledger.metTemplate(lock.attributes().template());
    }
  }
}
