package io.zklocked.agent.corpus;

import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts a lock on every method of a class file that has a body, as if its source said so: also on
 * those that compilers made, which lose the flag of that. The locks differ, so that each shape of
 * woven code is met with each shape of body. Confined to one thread.
 */
final class Marked extends ClassVisitor {

  private static final int COMPILED = Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC;
  private static final int BODILESS = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

  private boolean isAnnotation;
  private int methods;

  private Marked(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /**
   * A class file with locks.
   *
   * @param methods how many have one
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Locked(byte[] file, int methods) {}

  static Locked of(byte[] file) {
    ClassReader reader = new ClassReader(file);
    ClassWriter writer = new ClassWriter(reader, 0);
    Marked marked = new Marked(writer);
    reader.accept(marked, 0);
    return new Locked(writer.toByteArray(), marked.methods);
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String above, String[] interfaces) {
    isAnnotation = (access & Opcodes.ACC_ANNOTATION) != 0;
    super.visit(version, access, name, signature, above, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String type, String signature, String[] exceptions) {
    if (name.startsWith("<") || (access & BODILESS) != 0 || isAnnotation) {
      return super.visitMethod(access, name, type, signature, exceptions);
    }
    MethodVisitor method = super.visitMethod(access & ~COMPILED, name, type, signature, exceptions);
    mark(method, type);
    methods++;
    // What the writer gives by itself would be filled with a copy of the old method.
    return new MethodVisitor(Opcodes.ASM9, method) {};
  }

  private void mark(MethodVisitor method, String type) {
    Type[] parameters = Type.getArgumentTypes(type);
    boolean isKey = parameters.length > 0 && parameters[0].getSort() <= Type.INT;
    AnnotationVisitor lock = method.visitAnnotation("Lio/zklocked/ZkLocked;", true);
    lock.visit("value", isKey ? "corpus/{0}" : "corpus");
    if (methods % 3 == 0 && type.endsWith(")V")) {
      lock.visitEnum("onBusy", "Lio/zklocked/OnBusy;", "SKIP");
    }
    lock.visitEnd();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].getSort() == Type.LONG) {
        method.visitParameterAnnotation(i, "Lio/zklocked/FencingToken;", true).visitEnd();
        return;
      }
    }
  }
}
