package io.zklocked.agent.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Tells somebody, at each return of a method without a result, of its first argument. Confined to
 * one thread.
 */
final class AfterBody extends MethodVisitor {

  private final SiteWriter site;

  AfterBody(MethodVisitor next, SiteWriter site) {
    super(Opcodes.ASM9, next);
    this.site = site;
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.RETURN) {
      mv.visitVarInsn(Opcodes.ALOAD, 1);
      site.write(mv, "began", "(Ljava/lang/Object;)V");
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + 1 + site.room(), maxLocals);
  }
}
