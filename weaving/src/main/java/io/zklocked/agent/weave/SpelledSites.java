package io.zklocked.agent.weave;

import io.zklocked.agent.link.SiteText;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Sites as plain calls, for class files of Java 6 and before, which cannot hold others: the
 * arguments in an array, the rights of the class, and the rest spelled out as a constant.
 * Immutable.
 */
final class SpelledSites implements SiteWriter {

  private static final String OBJECT = "java/lang/Object";
  private static final String CALL =
      "([Ljava/lang/Object;Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;)"
          + "Ljava/lang/Object;";
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

  private final String dispatcher;
  private final String owner;
  private final boolean knowsClasses;

  /**
   * A writer.
   *
   * @param knowsClasses whether classes can be constants, as from Java 5 on
   */
  SpelledSites(String dispatcher, String owner, boolean knowsClasses) {
    this.dispatcher = dispatcher;
    this.owner = owner;
    this.knowsClasses = knowsClasses;
  }

  @Override
  public void write(MethodVisitor code, String name, String type, Object... facts) {
    collect(code, Type.getArgumentTypes(type));
    lookup(code);
    code.visitLdcInsn(SiteText.of(name, type, facts));
    code.visitMethodInsn(Opcodes.INVOKESTATIC, dispatcher, "call", CALL, false);
    unbox(code, Type.getReturnType(type));
  }

  @Override
  public void owner(MethodVisitor code) {
    if (knowsClasses) {
      code.visitLdcInsn(Type.getObjectType(owner));
    } else {
      lookup(code);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, LOOKUP, "lookupClass", "()Ljava/lang/Class;", false);
    }
  }

  @Override
  public int room() {
    return 3;
  }

  /** Sees the very class, as no name does, and costs nothing once compiled. */
  private static void lookup(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/invoke/MethodHandles",
        "lookup",
        "()L" + LOOKUP + ";",
        false);
  }

  /** Moves the arguments from the stack to an array, the last one first. */
  private static void collect(MethodVisitor code, Type[] arguments) {
    number(code, arguments.length);
    code.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
    for (int i = arguments.length - 1; i >= 0; i--) {
      if (arguments[i].getSize() == 1) {
        code.visitInsn(Opcodes.DUP_X1);
        code.visitInsn(Opcodes.SWAP);
      } else {
        code.visitInsn(Opcodes.DUP_X2);
        code.visitInsn(Opcodes.DUP_X2);
        code.visitInsn(Opcodes.POP);
      }
      box(code, arguments[i]);
      number(code, i);
      code.visitInsn(Opcodes.SWAP);
      code.visitInsn(Opcodes.AASTORE);
    }
  }

  private static void number(MethodVisitor code, int number) {
    if (number <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + number);
    } else {
      code.visitIntInsn(number <= Byte.MAX_VALUE ? Opcodes.BIPUSH : Opcodes.SIPUSH, number);
    }
  }

  private static void box(MethodVisitor code, Type type) {
    if (type.getSort() < Type.ARRAY) {
      String boxed = boxed(type);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          boxed,
          "valueOf",
          "(" + type.getDescriptor() + ")L" + boxed + ";",
          false);
    }
  }

  private static void unbox(MethodVisitor code, Type type) {
    if (type.getSort() == Type.VOID) {
      code.visitInsn(Opcodes.POP);
    } else if (type.getSort() >= Type.ARRAY) {
      if (!type.getInternalName().equals(OBJECT)) {
        code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
      }
    } else {
      String boxed = boxed(type);
      code.visitTypeInsn(Opcodes.CHECKCAST, boxed);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, boxed, type.getClassName() + "Value", "()" + type, false);
    }
  }

  private static String boxed(Type primitive) {
    return switch (primitive.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.CHAR -> "java/lang/Character";
      case Type.BYTE -> "java/lang/Byte";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.FLOAT -> "java/lang/Float";
      case Type.LONG -> "java/lang/Long";
      default -> "java/lang/Double";
    };
  }
}
