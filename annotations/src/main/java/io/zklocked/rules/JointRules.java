package io.zklocked.rules;

import io.zklocked.LockMode;
import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.WaitTime;
import org.jspecify.annotations.Nullable;

/** Knows which locks cannot be acquired together by one method. */
final class JointRules {

  private static final String ONE_WAIT = ", and they are waited for together";

  private JointRules() {}

  static @Nullable Fault semaphore(LockAttributes lock) {
    return lock.mode() != LockMode.SEMAPHORE
        ? null
        : Fault.of(
            Fault.Subject.MODE,
            "a semaphore cannot be one of several locks of a method",
            "lock it on a method of its own, around this one or called by it");
  }

  static @Nullable Fault twice(LockAttributes lock, LockAttributes before) {
    return !lock.template().equals(before.template())
        ? null
        : Fault.of(
            Fault.Subject.TEMPLATE,
            "it carries two locks of the template " + SyntaxException.quoted(lock.template()),
            "leave one of them");
  }

  static @Nullable Fault otherWait(LockAttributes lock, LockAttributes before) {
    return isSame(lock.waitTime(), before.waitTime())
        ? null
        : Fault.of(
            Fault.Subject.WAIT_TIME,
            "its locks have the wait times \""
                + before.waitTime()
                + "\" and \""
                + lock.waitTime()
                + "\""
                + ONE_WAIT,
            "give the same to all, or to one of them alone");
  }

  static @Nullable Fault otherPolicy(LockAttributes lock, LockAttributes before) {
    return lock.onBusy() == before.onBusy()
        ? null
        : Fault.of(
            Fault.Subject.ON_BUSY,
            "its locks have onBusy = " + before.onBusy() + " and " + lock.onBusy() + ONE_WAIT,
            "give the same to all of them");
  }

  static @Nullable Fault otherFallback(LockAttributes lock, LockAttributes before) {
    return lock.fallback().isEmpty()
            || before.fallback().isEmpty()
            || lock.fallback().equals(before.fallback())
        ? null
        : Fault.of(
            Fault.Subject.FALLBACK,
            "its locks have the fallbacks \""
                + before.fallback()
                + "\" and \""
                + lock.fallback()
                + "\""
                + ONE_WAIT,
            "give the same to all, or to one of them alone");
  }

  static @Nullable Fault otherLoss(LockAttributes lock, LockAttributes before) {
    return lock.onLost() == before.onLost()
        ? null
        : Fault.of(
            Fault.Subject.ON_LOST,
            "its locks have onLost = "
                + before.onLost()
                + " and "
                + lock.onLost()
                + ", and its body runs under all of them",
            "give the same to all of them");
  }

  static @Nullable Fault otherRelease(LockAttributes lock, LockAttributes before) {
    return lock.releaseAt() == before.releaseAt()
        ? null
        : Fault.of(
            Fault.Subject.RELEASE_AT,
            "its locks have releaseAt = "
                + before.releaseAt()
                + " and "
                + lock.releaseAt()
                + ", and they are given back together",
            "give the same to all of them");
  }

  /** Whether two texts are the same time; one that says nothing, or cannot be read, differs not. */
  private static boolean isSame(String one, String other) {
    if (one.isEmpty() || other.isEmpty() || one.equals(other)) {
      return true;
    }
    try {
      return WaitTime.parse(one).equals(WaitTime.parse(other));
    } catch (SyntaxException e) {
      return true; // which is another fault
    }
  }
}
