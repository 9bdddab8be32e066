import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes out the methods {@code equals}, {@code hashCode} and {@code toString} of a record, which
 * the JVM would put together from dozens of classes at the first call of each.
 */
final class RecordMethods extends ClassVisitor {

  private static final String FACTORY = "java/lang/runtime/ObjectMethods";
  private static final String TEXT = "java/lang/StringBuilder";

  private final List<Runnable> bodies = new ArrayList<>();
  private String owner = "";

  private RecordMethods(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** Rewrites a class; one that is no record stays as it is. */
  static byte[] in(byte[] file) {
    ClassReader reader = new ClassReader(file);
    if (!reader.getSuperName().equals("java/lang/Record")) {
      return file;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new RecordMethods(writer), 0);
    return writer.toByteArray();
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      String signature,
      String superName,
      String[] interfaces) {
    owner = name;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitInvokeDynamicInsn(
          String method, String type, Handle bootstrap, Object... arguments) {
        if (!bootstrap.getOwner().equals(FACTORY)) {
          super.visitInvokeDynamicInsn(method, type, bootstrap, arguments);
          return;
        }
        String written = "written$" + method;
        List<Handle> fields = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
          fields.add((Handle) arguments[i]);
        }
        bodies.add(() -> write(written, type, fields));
        super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, written, type, false);
      }
    };
  }

  @Override
  public void visitEnd() {
    bodies.forEach(Runnable::run);
    super.visitEnd();
  }

  private void write(String name, String type, List<Handle> fields) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    MethodVisitor code = visitMethod(access, name, type, null, null);
    code.visitCode();
    switch (Type.getReturnType(type).getSort()) {
      case Type.BOOLEAN -> writeEquals(code, fields);
      case Type.INT -> writeHashCode(code, fields);
      default -> writeToString(code, fields);
    }
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void writeEquals(MethodVisitor code, List<Handle> fields) {
    Label isOne = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.INSTANCEOF, owner);
    code.visitJumpInsn(Opcodes.IFNE, isOne);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(isOne);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    if (fields.isEmpty()) {
      code.visitInsn(Opcodes.ICONST_1);
      code.visitInsn(Opcodes.IRETURN);
      return;
    }
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.CHECKCAST, owner);
    code.visitVarInsn(Opcodes.ASTORE, 2);
    Label differs = new Label();
    for (Handle field : fields) {
      load(code, 0, field);
      load(code, 2, field);
      compare(code, Type.getType(field.getDesc()), differs);
    }
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(differs);
    code.visitFrame(Opcodes.F_APPEND, 1, new Object[] {owner}, 0, null);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitInsn(Opcodes.IRETURN);
  }

  private static void compare(MethodVisitor code, Type type, Label differs) {
    switch (type.getSort()) {
      case Type.LONG -> {
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(Opcodes.IFNE, differs);
      }
      case Type.FLOAT, Type.DOUBLE -> {
        String box = type.getSort() == Type.FLOAT ? "java/lang/Float" : "java/lang/Double";
        String both = "(" + type.getDescriptor() + type.getDescriptor() + ")I";
        code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "compare", both, false);
        code.visitJumpInsn(Opcodes.IFNE, differs);
      }
      case Type.OBJECT, Type.ARRAY -> {
        String both = "(Ljava/lang/Object;Ljava/lang/Object;)Z";
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Objects", "equals", both, false);
        code.visitJumpInsn(Opcodes.IFEQ, differs);
      }
      default -> code.visitJumpInsn(Opcodes.IF_ICMPNE, differs);
    }
  }

  private void writeHashCode(MethodVisitor code, List<Handle> fields) {
    code.visitInsn(Opcodes.ICONST_0);
    Type object = Type.getObjectType("java/lang/Object");
    for (Handle field : fields) {
      code.visitIntInsn(Opcodes.BIPUSH, 31);
      code.visitInsn(Opcodes.IMUL);
      load(code, 0, field);
      new Conversion(code).apply(Type.getType(field.getDesc()), object);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/util/Objects", "hashCode", "(Ljava/lang/Object;)I", false);
      code.visitInsn(Opcodes.IADD);
    }
    code.visitInsn(Opcodes.IRETURN);
  }

  private void writeToString(MethodVisitor code, List<Handle> fields) {
    code.visitTypeInsn(Opcodes.NEW, TEXT);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, TEXT, "<init>", "()V", false);
    int simple = Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$'));
    // In front of a local record's name stands a number.
    append(code, owner.substring(simple + 1).replaceFirst("^\\d+", "") + "[");
    String between = "";
    for (Handle field : fields) {
      append(code, between + field.getName() + "=");
      load(code, 0, field);
      append(code, Type.getType(field.getDesc()));
      between = ", ";
    }
    append(code, "]");
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, TEXT, "toString", "()Ljava/lang/String;", false);
    code.visitInsn(Opcodes.ARETURN);
  }

  private static void append(MethodVisitor code, String text) {
    code.visitLdcInsn(text);
    append(code, Type.getObjectType("java/lang/String"));
  }

  private static void append(MethodVisitor code, Type type) {
    Type taken =
        switch (type.getSort()) {
          case Type.BYTE, Type.SHORT -> Type.INT_TYPE;
          case Type.OBJECT, Type.ARRAY ->
              type.getClassName().equals("java.lang.String")
                  ? type
                  : Type.getObjectType("java/lang/Object");
          default -> type;
        };
    String descriptor = "(" + taken.getDescriptor() + ")L" + TEXT + ";";
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TEXT, "append", descriptor, false);
  }

  private void load(MethodVisitor code, int local, Handle field) {
    code.visitVarInsn(Opcodes.ALOAD, local);
    code.visitFieldInsn(Opcodes.GETFIELD, owner, field.getName(), field.getDesc());
  }
}
