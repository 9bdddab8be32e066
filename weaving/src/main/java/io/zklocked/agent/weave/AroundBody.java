package io.zklocked.agent.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Lets somebody else make the call, who comes back here for the body:
 *
 * <pre>
 * made = around(this, argument)    calls this method again, or does nothing
 * if made is an array, return what is in it
 * body
 * </pre>
 *
 * For a method of an object, with one argument and a result that are objects. Confined to one
 * thread.
 */
final class AroundBody extends MethodVisitor {

  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String MADE = "[Ljava/lang/Object;";

  private final SiteWriter site;
  private final String owner;
  private final String argument;

  /** Weaves what is visited with expanded frames. */
  AroundBody(MethodVisitor next, SiteWriter site, String owner, String argument) {
    super(Opcodes.ASM9, next);
    this.site = site;
    this.owner = owner;
    this.argument = argument;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    Label body = new Label();
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitVarInsn(Opcodes.ALOAD, 1);
    site.write(mv, "around", "(" + OBJECT + OBJECT + ")" + MADE);
    mv.visitInsn(Opcodes.DUP);
    mv.visitJumpInsn(Opcodes.IFNULL, body);
    mv.visitInsn(Opcodes.ICONST_0);
    mv.visitInsn(Opcodes.AALOAD);
    mv.visitInsn(Opcodes.ARETURN);
    mv.visitLabel(body);
    mv.visitFrame(Opcodes.F_NEW, 2, new Object[] {owner, argument}, 1, new Object[] {MADE});
    mv.visitInsn(Opcodes.POP);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(Math.max(maxStack, 2) + site.room(), maxLocals);
  }
}
