package io.zklocked.agent.link;

import io.zklocked.runtime.call.LockedMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Makes the handles of calls that run without locks. Stateless. */
final class Unlocked {

  private Unlocked() {}

  /**
   * Enters nothing: a handle that takes whatever it is given.
   *
   * @param type returns an object for a method that is entered, and a publisher for one that is
   *     deferred: null, so that its body runs at once
   */
  static MethodHandle handle(MethodType type) {
    Object entered = type.returnType() == Object.class ? LockedMethod.unlocked() : null;
    MethodHandle constant = MethodHandles.constant(type.returnType(), entered);
    return MethodHandles.dropArguments(constant, 0, type.parameterList());
  }
}
