package io.zklocked.agent.weave;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Class files as older compilers would write them. */
public final class Aged {

  /** The version of Java 1.1. */
  static final int JAVA_1_1 = Opcodes.V1_1;

  private Aged() {}

  /** The file in another version, with frames where that version has them. */
  public static byte[] to(int version, byte[] file) {
    return to(version, (version & 0xffff) >= Opcodes.V1_6, file);
  }

  static byte[] to(int version, boolean withFrames, byte[] file) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(file)
        .accept(new Version(writer, version), withFrames ? 0 : ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  /** Writes classes of another version. */
  private static final class Version extends ClassVisitor {

    private final int version;

    Version(ClassVisitor next, int version) {
      super(Opcodes.ASM9, next);
      this.version = version;
    }

    @Override
    public void visit(
        int newer, int access, String name, String signature, String above, String[] interfaces) {
      super.visit(version, access, name, signature, above, interfaces);
    }

    @Override
    public void visitNestHost(String host) {}

    @Override
    public void visitNestMember(String member) {}

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      return new MethodVisitor(
          Opcodes.ASM9, super.visitMethod(access, name, type, signature, exceptions)) {
        @Override
        public void visitLdcInsn(Object value) {
          if (value instanceof Type constant && (version & 0xffff) < Opcodes.V1_5) {
            super.visitLdcInsn(constant.getClassName());
            super.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/lang/Class",
                "forName",
                "(Ljava/lang/String;)Ljava/lang/Class;",
                false);
          } else {
            super.visitLdcInsn(value);
          }
        }
      };
    }
  }
}
