package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.agent.boot.Doors;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that Java does not know and class files do: of other languages, and of obfuscators. */
class StrangeNamesTest {

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_6, Opcodes.V17})
  void methodsThatDifferInTheirResultOnlyAreLockedApart(int version) throws Exception {
    ClassWriter writer = start(version, "a/a/a");
    method(writer, "a", "()I", "one");
    method(writer, "a", "()J", "two");
    method(writer, "a", "()Ljava/lang/String;", "three");
    Class<?> type = woven("a.a.a", writer);
    List<String> seen = new ArrayList<>();
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      Doors.install(Links.to(runtime::calls));
      for (Method method : type.getDeclaredMethods()) {
        seen.add(method.getReturnType().getSimpleName() + " " + method.invoke(null));
      }
    }
    assertThat(seen).containsExactlyInAnyOrder("int 0", "long 0", "String three");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a name with spaces",
        "value-impl",
        "$plus$colon$eq",
        "größe",
        "変数",
        "a'b\"c",
        "\u0001",
        "if",
        "𝒻",
        "a,b=c{d}:e|f\\g"
      })
  void methodOfAnyNameIsLocked(String name) throws Exception {
    for (int version : new int[] {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V17}) {
      ClassWriter writer = start(version, "ä/" + "B c-$");
      method(writer, name, "()Ljava/lang/String;", "named");
      Class<?> type = woven("ä.B c-$", writer);
      try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
        Doors.install(Links.to(runtime::calls));
        assertThat(type.getMethod(name).invoke(null)).isEqualTo("named");
      }
    }
  }

  @Test
  void classesThatDifferInCaseOnlyAreTwo() throws Exception {
    ClassWriter small = start(Opcodes.V17, "b/a");
    method(small, "a", "()Ljava/lang/String;", "small");
    ClassWriter large = start(Opcodes.V17, "b/A");
    method(large, "a", "()Ljava/lang/String;", "large");
    WovenLoader loader =
        new WovenLoader(
            Map.of("b.a", weave(small.toByteArray()), "b.A", weave(large.toByteArray())));
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      Doors.install(Links.to(runtime::calls));
      assertThat(loader.loadClass("b.a").getMethod("a").invoke(null)).isEqualTo("small");
      assertThat(loader.loadClass("b.A").getMethod("a").invoke(null)).isEqualTo("large");
    }
  }

  /** As obfuscators leave it that rename one class and not what others say of it. */
  @Test
  void classThatSaysItIsInsideOfAnotherThatIsNotThereIsLocked() throws Exception {
    ClassWriter writer = start(Opcodes.V17, "b/a$b");
    writer.visitInnerClass("b/a$b", "gone/Outer", "b", Opcodes.ACC_STATIC);
    method(writer, "a", "()Ljava/lang/String;", "inside");
    Class<?> type = woven("b.a$b", writer);
    assertThatThrownBy(type::getSimpleName).isInstanceOf(NoClassDefFoundError.class);
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      Doors.install(Links.to(runtime::calls));
      assertThat(type.getMethod("a").invoke(null)).isEqualTo("inside");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 9_999})
  void classFileOfAJavaToComeIsReportedAndNotGuessedAt(int version) {
    ClassWriter writer = start(Opcodes.V17, "app/Later");
    method(writer, "a", "()I", "later");
    byte[] file = writer.toByteArray();
    file[6] = (byte) (version >> 8);
    file[7] = (byte) version;
    Weaver weaver = new Weaver(WeaverOracleTest.DISPATCHER, any -> null);
    assertThatThrownBy(() -> weaver.weave(file, getClass().getClassLoader(), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("version " + version, "does not know", "use a newer agent");
  }

  private static ClassWriter start(int version, String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    return writer;
  }

  /** A static method that gives the lock that it holds, or zero. */
  private static void method(ClassWriter writer, String name, String type, String template) {
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, type, null, null);
    AnnotationVisitor lock = method.visitAnnotation("Lio/zklocked/ZkLocked;", true);
    lock.visit("value", template);
    lock.visitEnd();
    method.visitCode();
    switch (Type.getReturnType(type).getSort()) {
      case Type.INT -> method.visitInsn(Opcodes.ICONST_0);
      case Type.LONG -> method.visitInsn(Opcodes.LCONST_0);
      default -> {
        String held = "io/zklocked/HeldLock";
        method.visitMethodInsn(Opcodes.INVOKESTATIC, held, "current", "()L" + held + ";", false);
        method.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL, held, "resource", "()Ljava/lang/String;", false);
      }
    }
    method.visitInsn(Type.getReturnType(type).getOpcode(Opcodes.IRETURN));
    method.visitMaxs(2, 0);
    method.visitEnd();
  }

  private static Class<?> woven(String name, ClassWriter writer) throws Exception {
    writer.visitEnd();
    return new WovenLoader(Map.of(name, weave(writer.toByteArray()))).loadClass(name);
  }

  private static byte[] weave(byte[] file) {
    WovenClass woven =
        Objects.requireNonNull(
            new Weaver(WeaverOracleTest.DISPATCHER, any -> null)
                .weave(file, StrangeNamesTest.class.getClassLoader(), false));
    assertThat(woven.problems()).isEmpty();
    return Objects.requireNonNull(woven.file());
  }
}
