import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.TypePath;

/**
 * Leaves out of a class what only debuggers and checkers read, since the JVM reads all of it: the
 * names of local variables, and annotations of types. Line numbers stay, for stack traces.
 */
final class Lean extends ClassVisitor {

  private Lean(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** Rewrites a class. */
  static byte[] in(byte[] file) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(file).accept(new Lean(writer), 0);
    return writer.toByteArray();
  }

  @Override
  public AnnotationVisitor visitTypeAnnotation(
      int reference, TypePath path, String descriptor, boolean visible) {
    return null;
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    return new FieldVisitor(
        Opcodes.ASM9, super.visitField(access, name, descriptor, signature, value)) {
      @Override
      public AnnotationVisitor visitTypeAnnotation(
          int reference, TypePath path, String descriptor, boolean visible) {
        return null;
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public AnnotationVisitor visitTypeAnnotation(
          int reference, TypePath path, String descriptor, boolean visible) {
        return null;
      }

      @Override
      public AnnotationVisitor visitInsnAnnotation(
          int reference, TypePath path, String descriptor, boolean visible) {
        return null;
      }

      @Override
      public AnnotationVisitor visitTryCatchAnnotation(
          int reference, TypePath path, String descriptor, boolean visible) {
        return null;
      }

      @Override
      public AnnotationVisitor visitLocalVariableAnnotation(
          int reference,
          TypePath path,
          Label[] start,
          Label[] end,
          int[] index,
          String descriptor,
          boolean visible) {
        return null;
      }

      @Override
      public void visitLocalVariable(
          String name, String descriptor, String signature, Label start, Label end, int index) {
        // left out
      }
    };
  }
}
