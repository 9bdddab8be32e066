package io.zklocked.agent.weave;

import io.zklocked.rules.LockAttributes;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Puts a lock around a body that stays where it is:
 *
 * <pre>
 * hold = enter(subjects)                  throws: the body does not run
 * [SKIP, fallback: if hold is a Throwable, return skipped(), or fallback(arguments, busy(hold))]
 * [synchronized: take the monitor]
 * [@FencingToken: parameter = token(hold)]
 * body; at each return: [leave the monitor] result = exit(result, hold); return
 * any failure t of the body: [leave the monitor] fail(t, hold); throw t
 * </pre>
 *
 * The hold lies in a local variable behind those of the body, in every frame. The calls of exit and
 * fail lie outside the protected range, so that none of them comes twice, and outside those of the
 * body, which must not catch what they throw. Confined to one thread.
 */
final class LockedBody extends MethodVisitor {

  private static final String OBJECT = "java/lang/Object";

  /** What a class file has room to say. */
  private static final int MOST_SLOTS = 0xffff;

  private final AnnotatedMethod method;
  private final CallSites sites;
  private final List<Integer> subjects;
  private final boolean monitor;
  private final int hold;
  private final List<Label> ranges = new ArrayList<>();
  private final List<Label> gaps = new ArrayList<>();
  private final List<Catch> catches = new ArrayList<>();
  private Label rangeStart = new Label();
  private int entered;

  /**
   * Weaves what is visited with expanded frames.
   *
   * @param next takes the woven method
   * @param monitor whether to take the monitor that the method's flag no longer asks for
   */
  LockedBody(
      MethodVisitor next,
      AnnotatedMethod method,
      CallSites sites,
      List<Integer> subjects,
      boolean monitor) {
    super(Opcodes.ASM9, next);
    this.method = method;
    this.sites = sites;
    this.subjects = subjects;
    this.monitor = monitor;
    this.hold = method.maxLocals();
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (method.firstLine() != 0) {
      Label line = new Label();
      mv.visitLabel(line);
      mv.visitLineNumber(method.firstLine(), line);
    }
    entered = sites.enter(mv, subjects);
    mv.visitVarInsn(Opcodes.ASTORE, hold);
    if (LockAttributes.doWithoutBody(method.attributes())) {
      doWithout();
    }
    if (monitor) {
      takeMonitor();
    }
    openRange();
    for (int parameter : method.tokens()) {
      mv.visitVarInsn(Opcodes.ALOAD, hold);
      sites.fillIn(mv, parameter);
    }
  }

  /** Kept until it is known which returns it covers: some compilers' ranges hold them. */
  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    catches.add(new Catch(start, end, handler, type));
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    gaps.add(closeRange());
    leaveMonitor();
    mv.visitVarInsn(Opcodes.ALOAD, hold);
    sites.exit(mv);
    mv.visitInsn(opcode);
    gaps.add(openRange());
  }

  @Override
  public void visitFrame(
      int type,
      int numLocal,
      @Nullable Object @Nullable [] local,
      int numStack,
      @Nullable Object @Nullable [] stack) {
    List<@Nullable Object> locals = new ArrayList<>();
    for (int i = 0; i < numLocal; i++) {
      locals.add(local == null ? Opcodes.TOP : local[i]);
    }
    frame(locals, numStack, stack);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    closeRange();
    catches.forEach(this::catchOutsideGaps);
    if (!ranges.isEmpty()) {
      Label handler = new Label();
      mv.visitLabel(handler);
      frame(new ArrayList<>(), 1, new Object[] {"java/lang/Throwable"});
      leaveMonitor();
      mv.visitInsn(Opcodes.DUP);
      mv.visitVarInsn(Opcodes.ALOAD, hold);
      sites.fail(mv);
      mv.visitInsn(Opcodes.ATHROW);
      for (int i = 0; i < ranges.size(); i += 2) {
        mv.visitTryCatchBlock(ranges.get(i), ranges.get(i + 1), handler, null);
      }
    }
    int stack = Math.max(Math.max(maxStack + 1, entered), 3) + sites.room();
    int locals = hold + (monitor ? 2 : 1);
    if (Math.max(stack, locals) > MOST_SLOTS) {
      throw new MethodTooLargeException(
          method.owner(), method.name(), method.descriptor(), Math.max(stack, locals));
    }
    super.visitMaxs(stack, locals);
  }

  private void doWithout() {
    Label granted = new Label();
    mv.visitVarInsn(Opcodes.ALOAD, hold);
    mv.visitTypeInsn(Opcodes.INSTANCEOF, "java/lang/Throwable");
    mv.visitJumpInsn(Opcodes.IFEQ, granted);
    if (!method.isSkipped()) {
      int taken = new FallbackCall(method, method.fallback()).write(mv, sites, hold);
      entered = Math.max(entered, taken);
    } else if (method.returnType().getSort() != Type.VOID) {
      sites.skipped(mv);
    }
    mv.visitInsn(method.returnType().getOpcode(Opcodes.IRETURN));
    mv.visitLabel(granted);
    List<@Nullable Object> locals = method.locals();
    pad(locals, hold);
    locals.add(OBJECT);
    mv.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 0, null);
    // The body may start with a frame of its own, and two at one place are not allowed.
    mv.visitInsn(Opcodes.NOP);
  }

  private void takeMonitor() {
    if (method.isStatic()) {
      sites.owner(mv);
    } else {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
    }
    mv.visitInsn(Opcodes.DUP);
    mv.visitVarInsn(Opcodes.ASTORE, hold + 1);
    mv.visitInsn(Opcodes.MONITORENTER);
  }

  private void leaveMonitor() {
    if (monitor) {
      mv.visitVarInsn(Opcodes.ALOAD, hold + 1);
      mv.visitInsn(Opcodes.MONITOREXIT);
    }
  }

  private Label openRange() {
    rangeStart = new Label();
    mv.visitLabel(rangeStart);
    return rangeStart;
  }

  private Label closeRange() {
    Label end = new Label();
    mv.visitLabel(end);
    if (end.getOffset() > rangeStart.getOffset()) {
      ranges.add(rangeStart);
      ranges.add(end);
    }
    return end;
  }

  private void catchOutsideGaps(Catch all) {
    Label from = all.start();
    for (int i = 0; i < gaps.size(); i += 2) {
      Label gap = gaps.get(i);
      if (gap.getOffset() >= all.start().getOffset() && gap.getOffset() < all.end().getOffset()) {
        catchBetween(from, gap, all);
        from = gaps.get(i + 1);
      }
    }
    catchBetween(from, all.end(), all);
  }

  private void catchBetween(Label start, Label end, Catch all) {
    if (end.getOffset() > start.getOffset()) {
      mv.visitTryCatchBlock(start, end, all.handler(), all.type());
    }
  }

  private void frame(
      List<@Nullable Object> locals, int numStack, @Nullable Object @Nullable [] stack) {
    pad(locals, hold);
    locals.add(OBJECT);
    if (monitor) {
      locals.add(OBJECT);
    }
    mv.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), numStack, stack);
  }

  private static void pad(List<@Nullable Object> locals, int slots) {
    int used = 0;
    for (Object local : locals) {
      used += isWide(local) ? 2 : 1;
    }
    for (; used < slots; used++) {
      locals.add(Opcodes.TOP);
    }
  }

  private static boolean isWide(@Nullable Object local) {
    return Opcodes.LONG.equals(local) || Opcodes.DOUBLE.equals(local);
  }

  /** What the body catches, and where. */
  private record Catch(Label start, Label end, Label handler, @Nullable String type) {}
}
