package io.zklocked.agent.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Replaces a body by one that throws, so that a method which cannot be locked never runs without
 * its lock. Confined to one thread.
 */
final class RefusedBody extends MethodVisitor {

  private final MethodVisitor next;
  private final AnnotatedMethod method;
  private final Refusal refusal;
  private final CallSites sites;
  private boolean written;

  /** Swallows the body that is visited. */
  RefusedBody(MethodVisitor next, AnnotatedMethod method, Refusal refusal, CallSites sites) {
    super(Opcodes.ASM9, next);
    this.next = next;
    this.method = method;
    this.refusal = refusal;
    this.sites = sites;
  }

  @Override
  public void visitCode() {
    write();
    mv = null;
  }

  @Override
  public void visitEnd() {
    if (!written) {
      write();
    }
    next.visitEnd();
  }

  private void write() {
    written = true;
    next.visitCode();
    if (method.firstLine() != 0) {
      Label line = new Label();
      next.visitLabel(line);
      next.visitLineNumber(method.firstLine(), line);
    }
    sites.refused(next, refusal);
    next.visitInsn(Opcodes.ATHROW);
    int parameters = Type.getArgumentsAndReturnSizes(method.descriptor()) >> 2;
    next.visitMaxs(1 + sites.room(), parameters);
  }
}
