import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes how a value of one type becomes one of another, as calls of lambdas convert them. */
final class Conversion {

  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  private final MethodVisitor code;

  Conversion(MethodVisitor code) {
    this.code = code;
  }

  /** Converts the value on top of the stack. */
  void apply(Type from, Type to) {
    if (from.equals(to)) {
      return;
    }
    if (to.getSort() == Type.VOID) {
      code.visitInsn(from.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    } else if (isPrimitive(from) && isPrimitive(to)) {
      widen(from, to);
    } else if (isPrimitive(from)) {
      String box = box(from);
      String descriptor = "(" + from.getDescriptor() + ")L" + box + ";";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", descriptor, false);
    } else if (isPrimitive(to)) {
      unbox(from, to);
    } else if (!to.equals(OBJECT)) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }

  private void unbox(Type from, Type to) {
    Type inside = unboxed(from);
    Type value = inside == null ? to : inside;
    String box = box(value);
    if (inside == null) {
      code.visitTypeInsn(Opcodes.CHECKCAST, box);
    }
    String method = value.getClassName() + "Value";
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, box, method, "()" + value.getDescriptor(), false);
    apply(value, to);
  }

  private void widen(Type from, Type to) {
    if (isInt(from) && isInt(to)) {
      return;
    }
    int opcode =
        switch (from.getSort() + " " + to.getSort()) {
          case Type.LONG + " " + Type.FLOAT -> Opcodes.L2F;
          case Type.LONG + " " + Type.DOUBLE -> Opcodes.L2D;
          case Type.FLOAT + " " + Type.DOUBLE -> Opcodes.F2D;
          default ->
              switch (to.getSort()) {
                case Type.LONG -> Opcodes.I2L;
                case Type.FLOAT -> Opcodes.I2F;
                case Type.DOUBLE -> Opcodes.I2D;
                default -> throw new IllegalArgumentException(from + " to " + to);
              };
        };
    code.visitInsn(opcode);
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }

  private static boolean isInt(Type type) {
    return type.getSort() <= Type.INT;
  }

  private static String box(Type primitive) {
    return switch (primitive.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.CHAR -> "java/lang/Character";
      case Type.BYTE -> "java/lang/Byte";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.FLOAT -> "java/lang/Float";
      case Type.LONG -> "java/lang/Long";
      case Type.DOUBLE -> "java/lang/Double";
      default -> throw new IllegalArgumentException(primitive + " has no box");
    };
  }

  private static Type unboxed(Type box) {
    return switch (box.getInternalName()) {
      case "java/lang/Boolean" -> Type.BOOLEAN_TYPE;
      case "java/lang/Character" -> Type.CHAR_TYPE;
      case "java/lang/Byte" -> Type.BYTE_TYPE;
      case "java/lang/Short" -> Type.SHORT_TYPE;
      case "java/lang/Integer" -> Type.INT_TYPE;
      case "java/lang/Float" -> Type.FLOAT_TYPE;
      case "java/lang/Long" -> Type.LONG_TYPE;
      case "java/lang/Double" -> Type.DOUBLE_TYPE;
      default -> null;
    };
  }
}
