package io.zklocked.runtime.call;

import io.zklocked.LockBusyException;
import org.jspecify.annotations.Nullable;

/**
 * That the lock of a call was asked for before its transaction was opened, as the body is told when
 * it asks once more within. Confined to one thread.
 *
 * @param method whose call it is, such as {@code com.acme.Bank#transfer(long,long)}
 * @param busy who holds the lock; null if the call has it
 */
record OuterCall(String method, @Nullable LockBusyException busy) {

  /** That of the next call on each thread. */
  private static final ThreadLocal<OuterCall> NEXT = new ThreadLocal<>();

  void tellNextCall() {
    NEXT.set(this);
  }

  /** What the calling thread's next call is told, if it is one of that method; once. */
  static @Nullable OuterCall of(String method) {
    OuterCall next = NEXT.get();
    if (next == null || !next.method.equals(method)) {
      return null;
    }
    NEXT.remove();
    return next;
  }
}
