import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Leaves the names of local variables out of a class, since the JVM reads them and only debuggers
 * use them. Line numbers stay, for stack traces.
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
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitLocalVariable(
          String name, String descriptor, String signature, Label start, Label end, int index) {
        // left out
      }
    };
  }
}
