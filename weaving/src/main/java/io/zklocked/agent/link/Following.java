package io.zklocked.agent.link;

import io.zklocked.ZkLockException;
import io.zklocked.runtime.call.TransactionLocks;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a {@code TransactionSynchronization} of Spring: tells the locks of a transaction what
 * becomes of it. Comes after all others, so that what they do is still done under the locks.
 * Confined to the thread of the transaction, but for its end.
 */
final class Following implements InvocationHandler {

  private static final int ROLLED_BACK = 1;

  private final TransactionLocks locks;
  private final OwnCopies copies;

  Following(TransactionLocks locks, OwnCopies copies) {
    this.locks = locks;
    this.copies = copies;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    try {
      return told(proxy, method.getName(), arguments);
    } catch (ZkLockException e) {
      throw copies.copy(e);
    }
  }

  private @Nullable Object told(
      Object proxy, String event, @Nullable Object @Nullable [] arguments) {
    switch (event) {
      case "suspend" -> locks.suspended();
      case "resume" -> locks.resumed();
      case "beforeCommit" -> locks.beforeCommit();
      case "afterCommit" -> locks.committed();
      case "afterCompletion" ->
          locks.ended(arguments != null && Integer.valueOf(ROLLED_BACK).equals(arguments[0]));
      case "getOrder" -> {
        return Integer.MAX_VALUE;
      }
      case "equals" -> {
        return arguments != null && arguments[0] == proxy;
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      case "toString" -> {
        return "the locks of a transaction";
      }
      default -> {
        return null; // flush, savepoints, and the like
      }
    }
    return null;
  }
}
