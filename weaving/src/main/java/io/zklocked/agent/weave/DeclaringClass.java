package io.zklocked.agent.weave;

import io.zklocked.rules.ClassLocks;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A class, as far as its methods need to know it. Immutable, once it was read to its end.
 *
 * @param name its internal name
 * @param access its flags
 * @param components those of a record; null if it is none
 * @param methods what it declares, but for bridges
 */
record DeclaringClass(
    String name, int access, @Nullable List<String> components, List<DeclaredMethod> methods) {

  /** The methods that the compiler makes for it. */
  Set<String> made() {
    return ClassLocks.made(is(Opcodes.ACC_ENUM), components);
  }

  boolean is(int flag) {
    return (access & flag) != 0;
  }

  boolean isInterface() {
    return is(Opcodes.ACC_INTERFACE);
  }

  DeclaredMethod method(String wanted, String descriptor) {
    for (DeclaredMethod each : methods) {
      if (each.name().equals(wanted) && each.descriptor().equals(descriptor)) {
        return each;
      }
    }
    throw new IllegalArgumentException("there is no " + wanted + descriptor + " in " + name);
  }

  /**
   * A method of the class. Immutable.
   *
   * @param access its flags
   * @param name its name
   * @param descriptor its types
   */
  record DeclaredMethod(int access, String name, String descriptor) {

    boolean is(int flag) {
      return (access & flag) != 0;
    }
  }
}
