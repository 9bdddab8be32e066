package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.ZkLocked;
import io.zklocked.agent.boot.Doors;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others have stumbled over who wove other people's classes. */
class WovenTrapsTest {

  /** Looks around from its body. */
  public static class Looking implements Supplier<Object> {

    private static final StackWalker STACK =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    @Override
    @ZkLocked("looking")
    public Object get() {
      List<String> frames = STACK.walk(all -> all.limit(2).map(StackFrame::getMethodName).toList());
      StackTraceElement[] trace = new Throwable().getStackTrace();
      return List.of(
          STACK.getCallerClass(),
          MethodHandles.lookup().lookupClass(),
          frames,
          List.of(trace[0].getMethodName(), trace[1].getMethodName()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_8, Opcodes.V17})
  void bodyStaysWhereItIsAndSeesItsCaller(int version) throws Exception {
    Class<?> type = woven(Looking.class, Aged.to(version, WovenLoader.file(Looking.class)));
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      Doors.install(Links.to(runtime::calls));
      Supplier<?> looking = (Supplier<?>) type.getConstructor().newInstance();
      assertThat(look(looking))
          .isEqualTo(
              List.of(WovenTrapsTest.class, type, List.of("get", "look"), List.of("get", "look")));
    }
  }

  private static Object look(Supplier<?> looking) {
    return looking.get();
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_6, Opcodes.V17})
  void siteThatCannotBeLinkedIsTriedAgainAndRunsNothingMeanwhile(int version) throws Throwable {
    Class<?> type = woven(OldShapes.class, Aged.to(version, WovenLoader.file(OldShapes.class)));
    Object shapes = type.getConstructor().newInstance();
    AtomicBoolean ready = new AtomicBoolean();
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      Doors.install(
          Links.to(
              () -> {
                if (!ready.get()) {
                  throw new IllegalStateException("not yet");
                }
                return runtime.calls();
              }));
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> held(type, shapes)).hasMessage("not yet");
      }
      ready.set(true);
      for (int i = 0; i < 2; i++) {
        assertThat(held(type, shapes)).isEqualTo("held/key/7");
      }
    }
  }

  private static Object held(Class<?> type, Object shapes) throws Throwable {
    try {
      return type.getMethod("held", String.class, long.class).invoke(shapes, "key", 7L);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Has a bridge, which carries a copy of the annotation. */
  public static class Bridged implements UnaryOperator<String> {
    @Override
    @ZkLocked("bridged/{0}")
    public String apply(String text) {
      return text;
    }
  }

  @Test
  void bridgeIsNotLockedBesideItsMethod() throws Exception {
    assertThat(weave(WovenLoader.file(Bridged.class)).locked())
        .singleElement()
        .asString()
        .endsWith("Bridged#apply(String)");
  }

  @Test
  void functionThatKotlinSuspendsIsRefused() {
    WovenClass woven =
        weave(
            file("work", "(JLkotlin/coroutines/Continuation;)Ljava/lang/Object;", Opcodes.ARETURN));
    assertThat(woven.locked()).isEmpty();
    assertThat(woven.problems())
        .singleElement()
        .asString()
        .contains("#work(long,Continuation)", "suspend function", "does not suspend");
  }

  @Test
  void constructorIsRefusedAndThrows() throws Exception {
    WovenClass woven = weave(file("<init>", "()V", Opcodes.RETURN));
    assertThat(woven.problems()).singleElement().asString().contains("#<init>()", "constructor");
    Doors.install(Links.to(() -> null));
    Class<?> type =
        new WovenLoader(Map.of("app.Odd", Objects.requireNonNull(woven.file())))
            .loadClass("app.Odd");
    assertThatThrownBy(() -> type.getConstructor().newInstance())
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("#<init>()");
  }

  /** A class with one method that is locked and does nothing. */
  private static byte[] file(String name, String type, int leave) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "app/Odd", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, name, type, null, null);
    AnnotationVisitor lock = method.visitAnnotation("Lio/zklocked/ZkLocked;", true);
    lock.visit("value", "odd");
    lock.visitEnd();
    method.visitCode();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    if (leave == Opcodes.RETURN) {
      method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    }
    method.visitInsn(leave);
    method.visitMaxs(1, 4);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static Class<?> woven(Class<?> type, byte[] file) throws Exception {
    byte[] woven = Objects.requireNonNull(weave(file).file());
    return new WovenLoader(Map.of(type.getName(), woven)).loadClass(type.getName());
  }

  private static WovenClass weave(byte[] file) {
    return Objects.requireNonNull(
        weaver().weave(file, WovenTrapsTest.class.getClassLoader(), false));
  }

  private static Weaver weaver() {
    return new Weaver(WeaverOracleTest.DISPATCHER, any -> null);
  }
}
