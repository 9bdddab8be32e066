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
    addWhateverMethod(faults, lock);
    return faults;
  }

  private static void addWhateverMethod(List<Fault> faults, LockAttributes lock) {
    add(faults, ModeRules.noPermits(lock));
    add(faults, ModeRules.permitsWithoutSemaphore(lock));
    add(faults, BusyRules.never(lock));
    add(faults, WaitTimes.malformed(lock));
  }

  /** Lines rather than rows of lambdas, which would have to be linked while an agent starts. */
  private static void add(List<Fault> faults, @Nullable Fault fault) {
    if (fault != null) {
      faults.add(fault);
    }
  }

  /**
   * The first thing that is wrong with a lock of a method, but for its key.
   *
   * @param lock the lock
   * @param method the method
   * @return the fault, or null
   */
  public static @Nullable Fault firstFault(LockAttributes lock, MethodSight method) {
    List<Fault> faults = faults(lock, method);
    return faults.isEmpty() ? null : faults.get(0);
  }

  /**
   * What is wrong with the key of a method, as far as it shows before a value is there.
   *
   * @param template the template, without the values of its properties
   * @param method the method
   * @return the first fault, or null
   */
  public static @Nullable Fault keyFault(String template, MethodSight method) {
    try {
      KeyPaths.check(Template.parse(template), method);
      return null;
    } catch (SyntaxException e) {
      return new Fault(Fault.Subject.TEMPLATE, String.valueOf(e.getMessage()));
    }
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
   * What is wrong with a lock beside another of the same class, on another method. Only who sees
   * both can tell, which is the compiler; at a call, the ensemble refuses what it shows.
   *
   * @param lock the lock
   * @param other the other lock
   * @param otherMethod the name of its method
   * @return the fault, or null
   */
  public static @Nullable Fault faultInClass(
      LockAttributes lock, LockAttributes other, String otherMethod) {
    return KindRules.otherKind(lock, other, otherMethod);
  }

  /**
   * What is wrong with the number of locks of a method.
   *
   * @param locks how many there are, with those of composed annotations
   * @return the fault, or null
   */
  public static @Nullable Fault faultOfCount(int locks) {
    return locks <= 1
        ? null
        : Fault.of(
            Fault.Subject.METHOD,
            "it carries " + locks + " locks, counting those of composed annotations",
            "leave one of them");
  }
}
