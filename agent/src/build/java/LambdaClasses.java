import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Makes classes of the lambdas and method references of a class, so that the JVM need not make them
 * each time it starts: a class that is read from the jar costs a third of one that is spun. What it
 * does not know, such as lambdas of several interfaces, stays as it is.
 */
final class LambdaClasses extends ClassVisitor {

  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

  private final Map<String, byte[]> made;
  private final List<String> names = new ArrayList<>();
  private String owner = "";
  private String host = "";
  private int version;

  private LambdaClasses(ClassVisitor next, Map<String, byte[]> made) {
    super(Opcodes.ASM9, next);
    this.made = made;
  }

  /**
   * Rewrites a class.
   *
   * @param file its file
   * @param made gets the files of the lambdas' classes, by internal name
   * @param members gets their names, by the host of their nest, which has to name them
   */
  static byte[] in(byte[] file, Map<String, byte[]> made, Map<String, List<String>> members) {
    ClassWriter writer = new ClassWriter(0);
    LambdaClasses lambdas = new LambdaClasses(writer, made);
    new ClassReader(file).accept(lambdas, 0);
    if (!lambdas.names.isEmpty()) {
      members.computeIfAbsent(lambdas.host, any -> new ArrayList<>()).addAll(lambdas.names);
    }
    return writer.toByteArray();
  }

  /** Rewrites the host of a nest, so that it names these members too. */
  static byte[] naming(byte[] host, List<String> members) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(host)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public void visitEnd() {
                members.forEach(this::visitNestMember);
                super.visitEnd();
              }
            },
            0);
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
    this.version = version;
    this.owner = name;
    this.host = name;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public void visitNestHost(String nestHost) {
    host = nestHost;
    super.visitNestHost(nestHost);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... arguments) {
        if (!isKnown(bootstrap, arguments)) {
          super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
          return;
        }
        String made = owner + "$$Lambda" + (names.size() + 1);
        names.add(made);
        LambdaClasses.this.made.put(
            made,
            new LambdaClass(made, host, version, owner)
                .of(
                    name,
                    descriptor,
                    (Type) arguments[0],
                    (Handle) arguments[1],
                    (Type) arguments[2]));
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, made, LambdaClass.GIVEN, descriptor, false);
      }
    };
  }

  private boolean isKnown(Handle bootstrap, Object[] arguments) {
    if (!bootstrap.getOwner().equals(FACTORY) || !bootstrap.getName().equals("metafactory")) {
      return false;
    }
    Handle body = (Handle) arguments[1];
    return body.getTag() != Opcodes.H_INVOKESPECIAL || body.getOwner().equals(owner);
  }
}
