package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.zklocked.agent.boot.Doors;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies that javac never writes and the JVM takes. Each is a static method of an int, which is
 * locked, run, entered once and left once.
 */
class BodyShapeTest {

  private static final String NAME = "app.Shape";
  private static final int ANY_FRAMES = ClassWriter.COMPUTE_FRAMES;
  private static final int NO_FRAMES = ClassWriter.COMPUTE_MAXS;

  @BeforeEach
  void install() {
    Doors.install(Journal::link);
    Journal.take();
  }

  @AfterEach
  void reset() {
    Journal.take();
  }

  /** As compilers before Java 6 wrote finally: by a subroutine, from the return and the handler. */
  private static void subroutine(MethodVisitor code) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label routine = new Label();
    code.visitTryCatchBlock(start, end, handler, null);
    code.visitLabel(start);
    code.visitIntInsn(Opcodes.BIPUSH, 60);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IDIV);
    code.visitVarInsn(Opcodes.ISTORE, 1);
    code.visitJumpInsn(Opcodes.JSR, routine);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(end);
    code.visitLabel(handler);
    code.visitVarInsn(Opcodes.ASTORE, 2);
    code.visitJumpInsn(Opcodes.JSR, routine);
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitInsn(Opcodes.ATHROW);
    code.visitLabel(routine);
    code.visitVarInsn(Opcodes.ASTORE, 3);
    code.visitIincInsn(0, 1);
    code.visitVarInsn(Opcodes.RET, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6})
  void subroutinesOfOldCompilersRunUnderTheLock(int version) throws Exception {
    Class<?> type = woven(version, NO_FRAMES, BodyShapeTest::subroutine);
    assertThat(call(type, 4)).isEqualTo(15);
    assertThat(Journal.take()).containsExactly("enter [4]", "exit [15] token");
    assertThat(catchThrowable(() -> call(type, 0))).isInstanceOf(ArithmeticException.class);
    assertThat(Journal.take())
        .containsExactly("enter [0]", "fail java.lang.ArithmeticException: / by zero token");
  }

  /** A subroutine that returns from the method itself. */
  private static void returning(MethodVisitor code) {
    Label routine = new Label();
    code.visitJumpInsn(Opcodes.JSR, routine);
    code.visitLabel(routine);
    code.visitInsn(Opcodes.POP);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IRETURN);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_6})
  void subroutineThatNeverComesBackLeavesOnce(int version) throws Exception {
    assertThat(call(woven(version, NO_FRAMES, BodyShapeTest::returning), 7)).isEqualTo(7);
    assertThat(Journal.take()).containsExactly("enter [7]", "exit [7] token");
  }

  /** Its handler is its first instruction, which is run again and again. */
  private static void handlerFirst(MethodVisitor code) {
    Label first = new Label();
    Label start = new Label();
    Label end = new Label();
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitTryCatchBlock(start, end, first, "java/lang/ArithmeticException");
    code.visitLabel(first);
    code.visitInsn(Opcodes.POP);
    code.visitIincInsn(0, 1);
    code.visitLabel(start);
    code.visitIntInsn(Opcodes.BIPUSH, 60);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IDIV);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(end);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_6, Opcodes.V17})
  void handlerAtTheBeginningAndRangeToTheEnd(int version) throws Exception {
    Class<?> type = woven(version, ANY_FRAMES, BodyShapeTest::handlerFirst);
    assertThat(call(type, -1)).isEqualTo(60);
    assertThat(Journal.take()).containsExactly("enter [-1]", "exit [60] token");
  }

  /** A loop to its first instruction that is left by a failure only. */
  private static void endless(MethodVisitor code) {
    Label first = new Label();
    code.visitLabel(first);
    code.visitIincInsn(0, -1);
    code.visitIntInsn(Opcodes.BIPUSH, 60);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IDIV);
    code.visitInsn(Opcodes.POP);
    code.visitJumpInsn(Opcodes.GOTO, first);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_6, Opcodes.V17})
  void bodyWithoutAReturnIsLeftByItsFailure(int version) throws Exception {
    Class<?> type = woven(version, ANY_FRAMES, BodyShapeTest::endless);
    assertThat(catchThrowable(() -> call(type, 3))).isInstanceOf(ArithmeticException.class);
    assertThat(Journal.take())
        .containsExactly("enter [3]", "fail java.lang.ArithmeticException: / by zero token");
  }

  /** Takes a monitor and keeps it, which the JVM notices when the method ends. */
  private static void unbalanced(MethodVisitor code) {
    code.visitLdcInsn("monitor");
    code.visitInsn(Opcodes.MONITORENTER);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IRETURN);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V17})
  void bodyThatKeepsAMonitorFailsAsBeforeAndIsLeftOnce(int version) throws Exception {
    Class<?> type = woven(version, ANY_FRAMES, BodyShapeTest::unbalanced);
    assertThat(catchThrowable(() -> call(type, 3)))
        .isInstanceOf(IllegalMonitorStateException.class);
    assertThat(Journal.take()).containsExactly("enter [3]", "exit [3] token");
    assertThat(Thread.holdsLock("monitor")).isFalse();
  }

  /** Has an object in hand that is not constructed yet, while others are on the stack below. */
  private static void halfMade(MethodVisitor code) {
    Label other = new Label();
    Label joined = new Label();
    code.visitInsn(Opcodes.ICONST_5);
    code.visitTypeInsn(Opcodes.NEW, "java/lang/Integer");
    code.visitInsn(Opcodes.DUP);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.IFEQ, other);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitJumpInsn(Opcodes.GOTO, joined);
    code.visitLabel(other);
    code.visitInsn(Opcodes.ICONST_2);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(joined);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Integer", "<init>", "(I)V", false);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false);
    code.visitInsn(Opcodes.IRETURN);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_6, Opcodes.V17})
  void objectsThatAreNotMadeYetAndLeftoversOnTheStack(int version) throws Exception {
    Class<?> type = woven(version, ANY_FRAMES, BodyShapeTest::halfMade);
    assertThat(call(type, 1)).isEqualTo(1);
    assertThat(call(type, 0)).isEqualTo(2);
    assertThat(Journal.take())
        .containsExactly("enter [1]", "exit [1] token", "enter [0]", "exit [2] token");
  }

  private static Consumer<MethodVisitor> wide(int last) {
    return code -> {
      code.visitVarInsn(Opcodes.ILOAD, 0);
      code.visitVarInsn(Opcodes.ISTORE, last);
      code.visitIincInsn(last, 1);
      code.visitVarInsn(Opcodes.ILOAD, last);
      code.visitInsn(Opcodes.IRETURN);
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {254, 255, 256, 40_000, 65_533})
  void localsBeyondTheFirst256(int last) throws Exception {
    for (int version : new int[] {Opcodes.V1_1, Opcodes.V17}) {
      assertThat(call(woven(version, ANY_FRAMES, wide(last)), 7)).isEqualTo(8);
      assertThat(Journal.take()).containsExactly("enter [7]", "exit [8] token");
    }
  }

  @Test
  void methodWithAllLocalsThatThereCanBeIsRefused() {
    for (int version : new int[] {Opcodes.V1_1, Opcodes.V17}) {
      WovenClass woven = weave(version, ANY_FRAMES, wide(65_534));
      assertThat(woven.locked()).isEmpty();
      assertThat(woven.problems())
          .singleElement()
          .asString()
          .contains("#work(int)", "so large that");
    }
  }

  /** A jump that just reaches its target, over a return that grows. */
  private static Consumer<MethodVisitor> far(int bytes) {
    return code -> {
      Label far = new Label();
      code.visitVarInsn(Opcodes.ILOAD, 0);
      code.visitJumpInsn(Opcodes.IFEQ, far);
      for (int i = 0; i < bytes; i++) {
        code.visitInsn(Opcodes.NOP);
      }
      code.visitInsn(Opcodes.ICONST_1);
      code.visitInsn(Opcodes.IRETURN);
      code.visitLabel(far);
      code.visitInsn(Opcodes.ICONST_2);
      code.visitInsn(Opcodes.IRETURN);
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_6, Opcodes.V17})
  void jumpThatReachesNoLongerIsWrittenInAnotherWay(int version) throws Exception {
    Class<?> type = woven(version, ANY_FRAMES, far(32_750));
    assertThat(call(type, 1)).isEqualTo(1);
    assertThat(call(type, 0)).isEqualTo(2);
    assertThat(Journal.take())
        .containsExactly("enter [1]", "exit [1] token", "enter [0]", "exit [2] token");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V17})
  void methodNearTheLargestIsLockedWhereItFits(int version) throws Exception {
    assertThat(call(woven(version, ANY_FRAMES, far(65_300)), 1)).isEqualTo(1);
    assertThat(Journal.take()).containsExactly("enter [1]", "exit [1] token");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V17})
  void methodNearTheLargestIsRefusedWhereItDoesNotFit(int version) {
    WovenClass woven = weave(version, ANY_FRAMES, far(65_500));
    assertThat(woven.locked()).isEmpty();
    assertThat(woven.problems()).singleElement().asString().contains("move its work to a method");
  }

  private static Object call(Class<?> type, int argument) throws Exception {
    try {
      return type.getMethod("work", int.class).invoke(null, argument);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  private static Class<?> woven(int version, int flags, Consumer<MethodVisitor> body)
      throws Exception {
    WovenClass woven = weave(version, flags, body);
    assertThat(woven.problems()).isEmpty();
    return new WovenLoader(Map.of(NAME, Objects.requireNonNull(woven.file()))).loadClass(NAME);
  }

  private static WovenClass weave(int version, int flags, Consumer<MethodVisitor> body) {
    ClassWriter writer = new ClassWriter((version & 0xffff) < Opcodes.V1_6 ? NO_FRAMES : flags);
    writer.visit(version, Opcodes.ACC_PUBLIC, "app/Shape", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "work", "(I)I", null, null);
    AnnotationVisitor lock = method.visitAnnotation("Lio/zklocked/ZkLocked;", true);
    lock.visit("value", "shapes/{0}");
    lock.visitEnd();
    method.visitCode();
    body.accept(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return Objects.requireNonNull(
        new Weaver(WeaverOracleTest.DISPATCHER, any -> null)
            .weave(writer.toByteArray(), BodyShapeTest.class.getClassLoader(), false));
  }
}
