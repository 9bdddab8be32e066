package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.zklocked.agent.boot.Doors;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** Not every compiler leaves the return out of the range of a try, as javac does. */
class CoveredReturnTest {

  @Test
  void bodyDoesNotCatchWhatItsExitThrows() throws Exception {
    assertThat(catchThrowable(() -> call("lost")))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lost");
  }

  @Test
  void bodyStillCatchesWhatItThrowsItself() throws Exception {
    assertThat(call("")).isEqualTo("caught");
  }

  /** Calls the method under a door whose first exit throws, unless the message is empty. */
  private static Object call(String loss) throws Exception {
    WovenClass woven =
        Objects.requireNonNull(
            new Weaver(WeaverOracleTest.DISPATCHER, any -> null)
                .weave(covered(loss.isEmpty()), CoveredReturnTest.class.getClassLoader(), false));
    AtomicInteger exits = new AtomicInteger();
    Doors.install(
        request -> {
          boolean fails = request[1].equals("exit") && exits.getAndIncrement() == 0;
          return site(fails ? loss : "", (String) request[1], (MethodType) request[2]);
        });
    return new WovenLoader(Map.of("app.Covered", woven.file()))
        .loadClass("app.Covered")
        .getMethod("work")
        .invoke(null);
  }

  private static CallSite site(String loss, String name, MethodType type) {
    MethodHandle target;
    if (name.equals("enter")) {
      target = MethodHandles.constant(Object.class, "entered");
    } else if (name.equals("exit") && !loss.isEmpty()) {
      MethodHandle thrown =
          MethodHandles.throwException(type.returnType(), IllegalStateException.class)
              .bindTo(new IllegalStateException(loss));
      target = MethodHandles.dropArguments(thrown, 0, type.parameterList());
    } else {
      target =
          name.equals("exit")
              ? MethodHandles.dropArguments(
                  MethodHandles.identity(type.returnType()), 1, Object.class)
              : MethodHandles.empty(type);
    }
    return new ConstantCallSite(target.asType(type));
  }

  /** A method that returns within its try, and may throw there before. */
  private static byte[] covered(boolean fails) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "app/Covered", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "work", "()Ljava/lang/String;", null, null);
    AnnotationVisitor lock = method.visitAnnotation("Lio/zklocked/ZkLocked;", true);
    lock.visit("value", "covered");
    lock.visitEnd();
    method.visitCode();
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    method.visitTryCatchBlock(start, end, handler, "java/lang/RuntimeException");
    method.visitLabel(start);
    method.visitInsn(Opcodes.ICONST_1);
    method.visitInsn(fails ? Opcodes.ICONST_0 : Opcodes.ICONST_1);
    method.visitInsn(Opcodes.IDIV);
    method.visitInsn(Opcodes.POP);
    method.visitLdcInsn("returned");
    method.visitInsn(Opcodes.ARETURN);
    method.visitLabel(end);
    method.visitLabel(handler);
    method.visitInsn(Opcodes.POP);
    method.visitLdcInsn("caught");
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
