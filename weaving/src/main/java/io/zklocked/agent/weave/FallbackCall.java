package io.zklocked.agent.weave;

import io.zklocked.agent.weave.DeclaringClass.DeclaredMethod;
import io.zklocked.rules.Fallbacks;
import io.zklocked.rules.MethodSight;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Calls the method that stands in for one whose lock is busy. Immutable. */
final class FallbackCall {

  private static final String BUSY = "io/zklocked/LockBusyException";

  private final AnnotatedMethod method;
  private final DeclaredMethod fallback;
  private final boolean isTold;

  /**
   * A call of the fallback that the rules have found fit.
   *
   * @param name its name
   */
  FallbackCall(AnnotatedMethod method, String name) {
    this.method = method;
    MethodSight sight = method.sight();
    this.isTold = Fallbacks.isTold(Fallbacks.of(name, sight), sight);
    this.fallback = method.declaring().method(name, descriptor());
  }

  private String descriptor() {
    int end = method.descriptor().lastIndexOf(')');
    return isTold
        ? method.descriptor().substring(0, end)
            + "L"
            + BUSY
            + ";"
            + method.descriptor().substring(end)
        : method.descriptor();
  }

  /**
   * Loads all arguments, calls, and leaves the result on the stack.
   *
   * @param busy the slot of what says that the lock is busy
   * @return how much of the stack that takes
   */
  int write(MethodVisitor code, CallSites sites, int busy) {
    int slot = method.isStatic() ? 0 : 1;
    if (!fallback.is(Opcodes.ACC_STATIC)) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    }
    for (Type type : Type.getArgumentTypes(method.descriptor())) {
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
      slot += type.getSize();
    }
    if (isTold) {
      code.visitVarInsn(Opcodes.ALOAD, busy);
      sites.busy(code);
      code.visitTypeInsn(Opcodes.CHECKCAST, BUSY);
    }
    boolean ofInterface = method.declaring().isInterface();
    code.visitMethodInsn(
        opcode(ofInterface), method.owner(), fallback.name(), fallback.descriptor(), ofInterface);
    return Math.max(slot + 1, method.returnType().getSize());
  }

  private int opcode(boolean ofInterface) {
    if (fallback.is(Opcodes.ACC_STATIC)) {
      return Opcodes.INVOKESTATIC;
    }
    if (fallback.is(Opcodes.ACC_PRIVATE)) {
      return Opcodes.INVOKESPECIAL;
    }
    return ofInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
  }
}
