package io.zklocked.agent.weave;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Writes no frames: class files before Java 6 have none, and are verified without. Confined to one
 * thread.
 */
final class FramelessMethods extends ClassVisitor {

  private FramelessMethods(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** What takes the methods of a class file of this version. */
  static ClassVisitor before(ClassVisitor next, int version) {
    return (version & 0xffff) < Opcodes.V1_6 ? new FramelessMethods(next) : next;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodVisitor(
        Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
      @Override
      public void visitFrame(
          int type,
          int numLocal,
          @Nullable Object @Nullable [] local,
          int numStack,
          @Nullable Object @Nullable [] stack) {}
    };
  }
}
