import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes the class that stands for one lambda: a member of the nest of the class that the lambda is
 * written in, with a field for each value that is captured, and a static method that gives an
 * instance; the same each time where nothing is captured.
 */
final class LambdaClass {

  /** The method that gives an instance. */
  static final String GIVEN = "given";

  private static final String ONLY = "ONLY";
  private static final int HIDDEN = Opcodes.ACC_SYNTHETIC;

  private final String name;
  private final String host;
  private final int version;
  private final String writtenIn;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

  LambdaClass(String name, String host, int version, String writtenIn) {
    this.name = name;
    this.host = host;
    this.version = version;
    this.writtenIn = writtenIn;
  }

  /**
   * The class file.
   *
   * @param method that the interface declares
   * @param site the types of what is captured, and the interface
   * @param erased the type of the method as the interface declares it
   * @param body what runs
   * @param actual the type of the method with the interface's type arguments
   */
  byte[] of(String method, String site, Type erased, Handle body, Type actual) {
    Type[] captured = Type.getArgumentTypes(site);
    String[] interfaces = {Type.getReturnType(site).getInternalName()};
    writer.visit(
        version,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | HIDDEN,
        name,
        null,
        "java/lang/Object",
        interfaces);
    writer.visitNestHost(host);
    writeFields(captured);
    writeConstructor(captured);
    writeGiven(site, captured);
    writeMethod(method, captured, erased, body, actual);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void writeFields(Type[] captured) {
    for (int i = 0; i < captured.length; i++) {
      int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL | HIDDEN;
      writer.visitField(access, field(i), captured[i].getDescriptor(), null, null).visitEnd();
    }
  }

  private void writeConstructor(Type[] captured) {
    String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, captured);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PRIVATE | HIDDEN, "<init>", descriptor, null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    int local = 1;
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), local);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), captured[i].getDescriptor());
      local += captured[i].getSize();
    }
    end(code, Opcodes.RETURN);
  }

  private void writeGiven(String site, Type[] captured) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_STATIC | HIDDEN, GIVEN, site, null, null);
    code.visitCode();
    if (captured.length == 0) {
      code.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, "L" + name + ";");
      end(code, Opcodes.ARETURN);
      writeOnly();
      return;
    }
    construct(code, captured);
    end(code, Opcodes.ARETURN);
  }

  private void writeOnly() {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | HIDDEN;
    writer.visitField(access, ONLY, "L" + name + ";", null, null).visitEnd();
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    construct(code, new Type[0]);
    code.visitFieldInsn(Opcodes.PUTSTATIC, name, ONLY, "L" + name + ";");
    end(code, Opcodes.RETURN);
  }

  private void construct(MethodVisitor code, Type[] captured) {
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    int local = 0;
    for (Type each : captured) {
      code.visitVarInsn(each.getOpcode(Opcodes.ILOAD), local);
      local += each.getSize();
    }
    String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, captured);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", descriptor, false);
  }

  private void writeMethod(
      String method, Type[] captured, Type erased, Handle body, Type actual) {
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | HIDDEN,
            method,
            erased.getDescriptor(),
            null,
            null);
    code.visitCode();
    boolean constructs = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    if (constructs) {
      code.visitTypeInsn(Opcodes.NEW, body.getOwner());
      code.visitInsn(Opcodes.DUP);
    }
    Type[] wanted = wanted(body);
    Conversion conversion = new Conversion(code);
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, field(i), captured[i].getDescriptor());
      conversion.apply(captured[i], wanted[i]);
    }
    Type[] given = erased.getArgumentTypes();
    Type[] known = actual.getArgumentTypes();
    int local = 1;
    for (int i = 0; i < given.length; i++) {
      code.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), local);
      local += given[i].getSize();
      conversion.apply(given[i], known[i]);
      conversion.apply(known[i], wanted[captured.length + i]);
    }
    code.visitMethodInsn(
        opcode(body), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
    Type result =
        constructs
            ? Type.getObjectType(body.getOwner())
            : Type.getReturnType(body.getDesc());
    conversion.apply(result, actual.getReturnType());
    conversion.apply(actual.getReturnType(), erased.getReturnType());
    end(code, erased.getReturnType().getOpcode(Opcodes.IRETURN));
  }

  /** What the body takes, its receiver being the first. */
  private static Type[] wanted(Handle body) {
    Type[] arguments = Type.getArgumentTypes(body.getDesc());
    if (body.getTag() == Opcodes.H_INVOKESTATIC || body.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      return arguments;
    }
    Type[] all = new Type[arguments.length + 1];
    all[0] = Type.getObjectType(body.getOwner());
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  private int opcode(Handle body) {
    return switch (body.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
      case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
      case Opcodes.H_INVOKESPECIAL -> {
        // A private method, which members of its nest call as any other.
        if (!body.getOwner().equals(writtenIn)) {
          throw new IllegalArgumentException(writtenIn + " refers to " + body);
        }
        yield body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
      }
      default -> throw new IllegalArgumentException(writtenIn + " refers to " + body);
    };
  }

  private static void end(MethodVisitor code, int opcode) {
    code.visitInsn(opcode);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static String field(int i) {
    return "captured" + i;
  }
}
