package io.zklocked.agent.weave;

import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Puts in front of a body that stays where it is:
 *
 * <pre>
 * publisher = defer(all arguments)        throws: the body does not run
 * if publisher is not null, return it
 * </pre>
 *
 * The lock is around the call by which each subscription comes back for the body. A monitor that
 * the method's flag asks for is taken by both calls; neither waits for a lock. Confined to one
 * thread.
 */
final class DeferredBody extends MethodVisitor {

  private final AnnotatedMethod method;
  private final CallSites sites;
  private int loaded;

  /**
   * Weaves what is visited with expanded frames.
   *
   * @param next takes the woven method
   */
  DeferredBody(MethodVisitor next, AnnotatedMethod method, CallSites sites) {
    super(Opcodes.ASM9, next);
    this.method = method;
    this.sites = sites;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (method.firstLine() != 0) {
      Label line = new Label();
      mv.visitLabel(line);
      mv.visitLineNumber(method.firstLine(), line);
    }
    loaded = sites.defer(mv);
    Label body = new Label();
    mv.visitInsn(Opcodes.DUP);
    mv.visitJumpInsn(Opcodes.IFNULL, body);
    mv.visitInsn(Opcodes.ARETURN);
    mv.visitLabel(body);
    List<@Nullable Object> locals = method.locals();
    Object publisher = method.returnType().getInternalName();
    mv.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {publisher});
    mv.visitInsn(Opcodes.POP);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(Math.max(Math.max(maxStack, loaded), 2) + sites.room(), maxLocals);
  }
}
