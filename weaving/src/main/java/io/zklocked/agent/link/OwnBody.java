package io.zklocked.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/** Finds the body of a woven method, so that it can be called later. Stateless. */
final class OwnBody {

  private OwnBody() {}

  /**
   * Calls exactly the method to which a call site belongs, also where a subclass overrides it and
   * calls it as its super.
   *
   * @param caller the class of the call site
   * @param facts its name, its descriptor, and 1 if it is static
   */
  static MethodHandle of(Lookup caller, Object[] facts) {
    Class<?> owner = caller.lookupClass();
    String name = (String) facts[0];
    MethodType type =
        MethodType.fromMethodDescriptorString((String) facts[1], owner.getClassLoader());
    try {
      return facts[2].equals(1)
          ? caller.findStatic(owner, name, type)
          : caller.findSpecial(owner, name, type, owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the body of " + name + " is out of reach", e);
    }
  }
}
