package io.zklocked.rules;

import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rules for one lock and its method. A new attribute brings its rules as lines of {@link
 * #faults}. Without state.
 */
public final class LockRules {

  private LockRules() {}

  /**
   * All that is wrong with a lock of a method, but for its key.
   *
   * @param lock the lock
   * @param method the method
   * @return the faults; empty if there are none
   */
  public static List<Fault> faults(LockAttributes lock, MethodSight method) {
    List<Fault> faults = new ArrayList<>(1);
    add(faults, MethodForms.constructor(method));
    add(faults, MethodForms.nativeMethod(method));
    add(faults, MethodForms.withoutBody(lock, method));
    add(faults, MethodForms.suspendFunction(method));
    add(faults, Results.coldPublisher(method));
    add(faults, Results.plainFuture(method));
    add(faults, BusyRules.primitive(lock, method));
    add(faults, Fallbacks.unfit(lock, method));
    add(faults, BusyRules.stage(lock, method));
    add(faults, TokenRules.otherType(method));
    add(faults, TokenRules.several(method));
    add(faults, TokenRules.ofSemaphore(lock, method));
    add(faults, TokenRules.inKey(lock, method));
    add(faults, TokenRules.ofPublisher(method));
    add(faults, SelfReading.ofKey(lock, method));
    add(faults, SelfReading.ofCondition(lock, method));
    add(faults, Releases.withoutStage(lock, method));
    add(faults, Releases.ofPublisher(lock, method));
    addWhateverMethod(faults, lock);
    return faults;
  }

  private static void addWhateverMethod(List<Fault> faults, LockAttributes lock) {
    add(faults, ModeRules.noPermits(lock));
    add(faults, ModeRules.permitsWithoutSemaphore(lock));
    add(faults, BusyRules.never(lock));
    add(faults, Fallbacks.never(lock));
    add(faults, Fallbacks.besideSkip(lock));
    add(faults, WaitTimes.malformed(lock));
    add(faults, Retentions.ofSemaphore(lock));
    add(faults, FiniteTimes.malformed(Fault.Subject.RETAIN, lock.retain()));
    add(faults, FiniteTimes.malformed(Fault.Subject.WARN_AFTER, lock.warnAfter()));
    add(faults, FiniteTimes.malformed(Fault.Subject.LOCK_AT_LEAST_FOR, lock.lockAtLeastFor()));
    add(faults, Conditions.malformed(lock));
  }

  /** Lines rather than rows of lambdas, which would have to be linked while an agent starts. */
  private static void add(List<Fault> faults, @Nullable Fault fault) {
    if (fault != null) {
      faults.add(fault);
    }
  }

  /**
   * What is wrong with a method without a lock, in so far as it is about one.
   *
   * @param method the method
   * @return the fault, or null
   */
  public static @Nullable Fault faultWithoutLock(MethodSight method) {
    return TokenRules.unlocked(method);
  }

  /**
   * What is wrong with what a lock reads of a call, as far as it shows before a value is there: its
   * key, without the values of its properties, and its condition.
   *
   * @param lock the lock
   * @param method the method
   * @return the faults; empty if there are none
   */
  public static List<Fault> pathFaults(LockAttributes lock, MethodSight method) {
    List<Fault> faults = new ArrayList<>(1);
    add(faults, KeyPaths.fault(lock, method));
    add(faults, Conditions.path(lock, method));
    return faults;
  }

  /**
   * What is wrong with a lock whatever method it is for.
   *
   * @param lock the lock, as a composed annotation carries it
   * @return the faults; empty if there are none
   */
  public static List<Fault> faultsOfAnnotation(LockAttributes lock) {
    List<Fault> faults = new ArrayList<>();
    try {
      Template.parse(lock.template());
    } catch (SyntaxException e) {
      faults.add(new Fault(Fault.Subject.TEMPLATE, String.valueOf(e.getMessage())));
    }
    addWhateverMethod(faults, lock);
    return faults;
  }

  /**
   * What is wrong with the locks of a method beside those of another method of the same class. What
   * other classes do shows at a call, when the ensemble refuses it.
   *
   * @param locks the locks
   * @param others the locks of the other method
   * @param otherMethod its name
   * @return the first fault, or null
   */
  public static @Nullable Fault faultInClass(
      List<LockAttributes> locks, List<LockAttributes> others, String otherMethod) {
    for (LockAttributes lock : locks) {
      for (LockAttributes other : others) {
        Fault fault = KindRules.otherKind(lock, other, otherMethod);
        if (fault != null) {
          return fault;
        }
      }
    }
    return null;
  }

  /**
   * What is wrong with a lock among several of one method, beside those before it.
   *
   * @param locks all locks of the method, with those of composed annotations
   * @param index which of them to look at
   * @param method the method
   * @return the first fault, or null
   */
  public static @Nullable Fault faultAmong(
      List<LockAttributes> locks, int index, MethodSight method) {
    LockAttributes lock = locks.get(index);
    Fault fault = locks.size() > 1 ? JointRules.semaphore(lock) : null;
    if (fault == null && index == 1) { // said once of a method
      fault = TokenRules.ambiguous(method);
    }
    for (int i = 0; i < index && fault == null; i++) {
      fault = beside(lock, locks.get(i));
    }
    return fault;
  }

  private static @Nullable Fault beside(LockAttributes lock, LockAttributes before) {
    Fault twice = JointRules.twice(lock, before);
    if (twice != null) {
      return twice;
    }
    Fault wait = JointRules.otherWait(lock, before);
    if (wait != null) {
      return wait;
    }
    Fault policy = JointRules.otherPolicy(lock, before);
    if (policy != null) {
      return policy;
    }
    Fault fallback = JointRules.otherFallback(lock, before);
    if (fallback != null) {
      return fallback;
    }
    Fault never = Fallbacks.never(lock, before);
    if (never != null) {
      return never;
    }
    Fault loss = JointRules.otherLoss(lock, before);
    if (loss != null) {
      return loss;
    }
    Fault release = JointRules.otherRelease(lock, before);
    return release != null ? release : otherTime(lock, before);
  }

  private static @Nullable Fault otherTime(LockAttributes lock, LockAttributes before) {
    Fault warning =
        FiniteTimes.other(Fault.Subject.WARN_AFTER, lock, before, LockAttributes::warnAfter);
    return warning != null
        ? warning
        : FiniteTimes.other(
            Fault.Subject.LOCK_AT_LEAST_FOR, lock, before, LockAttributes::lockAtLeastFor);
  }

  /**
   * The first thing that is wrong with the locks of a method, but for their keys.
   *
   * @param locks the locks
   * @param method the method
   * @return the fault, or null
   */
  public static @Nullable Fault firstFault(List<LockAttributes> locks, MethodSight method) {
    for (int i = 0; i < locks.size(); i++) {
      List<Fault> faults = faults(locks.get(i), method);
      Fault fault = faults.isEmpty() ? faultAmong(locks, i, method) : faults.get(0);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  /**
   * Whether a method is locked at each subscription to what it returns, and not while it is called.
   *
   * @param result the type that it declares
   * @return whether it is the type of a publisher that can be wrapped
   */
  public static boolean isDeferred(TypeSight result) {
    return Results.isDeferred(result);
  }

  /**
   * What is wrong with a value that a locked method returned though it declares another type, so
   * that nobody could refuse it before.
   *
   * @param value the type of the value
   * @return the fault, or null
   */
  public static @Nullable Fault faultOfValue(TypeSight value) {
    return Results.ofValue(value);
  }
}
