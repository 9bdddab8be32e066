package io.zklocked.agent.link;

import io.zklocked.runtime.call.LockedMethod;

/**
 * A locked method that is called through Spring's transactions. Immutable.
 *
 * @param owner the class that declares it
 * @param method what locks its calls
 * @param copies makes the exceptions of its application
 * @param shown the method, for people
 * @param isPublisher whether its work starts when its result is subscribed to
 */
record TransactedMethod(
    Class<?> owner, LockedMethod method, OwnCopies copies, String shown, boolean isPublisher) {

  /** Whether the lock is to be taken around the transaction of a call of that object. */
  boolean goesAround(Object target) {
    return method.goesAround() && (owner.isInstance(target) || !method.readsObject());
  }
}
