package io.zklocked.rules;

import io.zklocked.LockBusyException;
import io.zklocked.OnBusy;
import io.zklocked.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows which method can be called instead of one that is busy. */
public final class Fallbacks {

  private static final String BUSY = LockBusyException.class.getName();

  private Fallbacks() {}

  /**
   * The method that is called instead.
   *
   * @param name its name
   * @param method the method that is busy, which has passed all rules
   * @return the one of that name that takes the same parameters, and perhaps the exception behind
   *     them
   * @throws IllegalArgumentException if there is none
   */
  public static MethodSight of(String name, MethodSight method) {
    for (MethodSight each : candidates(name, method)) {
      return each;
    }
    throw new IllegalArgumentException("there is no " + name);
  }

  /**
   * Whether a fallback is told who holds the lock.
   *
   * @param fallback the fallback
   * @param method the method that is busy
   * @return whether it takes a {@link LockBusyException} behind the parameters of the method
   */
  public static boolean isTold(MethodSight fallback, MethodSight method) {
    return fallback.parameters().size() > method.parameters().size();
  }

  static @Nullable Fault never(LockAttributes lock) {
    return lock.fallback().isEmpty() || !lock.waitTime().equals("forever")
        ? null
        : fault(
            "its fallback is called when the wait time has passed, which waitTime = \"forever\""
                + " never does",
            "give a time, or leave the fallback out");
  }

  /** The same of two locks that are waited for together. */
  static @Nullable Fault never(LockAttributes lock, LockAttributes before) {
    List<LockAttributes> both = List.of(before, lock);
    return never(
        LockAttributes.DEFAULT
            .and("fallback", LockAttributes.together(both, LockAttributes::fallback))
            .and("waitTime", LockAttributes.together(both, LockAttributes::waitTime)));
  }

  static @Nullable Fault besideSkip(LockAttributes lock) {
    return lock.fallback().isEmpty() || lock.onBusy() != OnBusy.SKIP
        ? null
        : fault(
            "a fallback and onBusy = SKIP both say what a call does when the lock is busy",
            "leave one of them");
  }

  static @Nullable Fault unfit(LockAttributes lock, MethodSight method) {
    String name = lock.fallback();
    if (name.isEmpty()) {
      return null;
    }
    String shown = "its fallback " + SyntaxException.quoted(name);
    List<MethodSight> candidates = candidates(name, method);
    if (candidates.isEmpty()) {
      String parameters = "parameters (" + types(method) + ")";
      return method.siblings().named(name).stream().allMatch(each -> isSame(each, method))
          ? fault(
              shown + " is not another method of " + method.owner().name(),
              "declare it there, with the " + parameters + wanted(method))
          : fault(shown + " has other parameters", "give it the " + parameters + wanted(method));
    }
    if (candidates.size() > 1) {
      return fault(
          "there are two fallbacks "
              + SyntaxException.quoted(name)
              + ", with and without a LockBusyException",
          "leave one of them");
    }
    return unfit(shown, candidates.get(0), method);
  }

  private static @Nullable Fault unfit(String shown, MethodSight fallback, MethodSight method) {
    if (method.isStatic() && !fallback.isStatic()) {
      return fault(shown + " is not static, as the method is", "make both static, or neither");
    }
    if (!fallback.result().name().equals(method.result().name())) {
      return fault(
          shown + " returns " + fallback.result().name(),
          "let it return " + method.result().name() + ", as the method does");
    }
    for (TypeSight thrown : fallback.thrown()) {
      if (!isExpected(thrown, method)) {
        return fault(
            shown + " throws " + thrown.name() + ", which the method does not declare",
            "declare it there as well, or let the fallback handle it");
      }
    }
    return null;
  }

  private static boolean isExpected(TypeSight thrown, MethodSight method) {
    if (thrown.isUnresolved()
        || thrown.isA("java.lang.RuntimeException")
        || thrown.isA("java.lang.Error")) {
      return true;
    }
    for (TypeSight declared : method.thrown()) {
      if (thrown.isA(declared.name())) {
        return true;
      }
    }
    return false;
  }

  private static String wanted(MethodSight method) {
    return method.parameters().isEmpty()
        ? " or (LockBusyException)"
        : ", and perhaps a LockBusyException behind them";
  }

  private static List<MethodSight> candidates(String name, MethodSight method) {
    List<MethodSight> candidates = new ArrayList<>(2);
    for (MethodSight each : method.siblings().named(name)) {
      if (!isSame(each, method) && takes(each, method)) {
        candidates.add(each);
      }
    }
    return candidates;
  }

  private static boolean isSame(MethodSight one, MethodSight other) {
    return one.name().equals(other.name()) && types(one).equals(types(other));
  }

  private static boolean takes(MethodSight fallback, MethodSight method) {
    String wanted = types(method);
    String given = types(fallback);
    return given.equals(wanted) || given.equals(wanted.isEmpty() ? BUSY : wanted + ", " + BUSY);
  }

  private static String types(MethodSight method) {
    List<String> names = new ArrayList<>();
    for (TypeSight type : method.parameters()) {
      names.add(type.name());
    }
    return String.join(", ", names);
  }

  private static Fault fault(String problem, String remedy) {
    return Fault.of(Fault.Subject.FALLBACK, problem, remedy);
  }
}
