package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import io.zklocked.agent.rule.RuleBook;
import io.zklocked.runtime.rule.RulesFile;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be locked is said when its class is woven, and throws when it is called. */
class RefusalTest {

  /** Everything wrong. */
  public static class Wrong {
    @ZkLocked("orders/{order}")
    public void unknownPlaceholder(int id) {}

    @ZkLocked("orders/{id")
    public void malformedTemplate(int id) {}

    @ZkLocked(value = "orders/{id}", waitTime = "5 sec")
    public void badDuration(int id) {}

    @ZkLocked(value = "orders/{id}", onBusy = OnBusy.SKIP)
    public int skipsPrimitive(int id) {
      return id;
    }

    @ZkLocked("orders/{id}")
    public Future<String> future(int id) {
      return new CompletableFuture<>();
    }

    @ZkLocked("orders/{id}")
    public native void foreign(int id);
  }

  /** Without a body. */
  public interface Bodiless {
    @ZkLocked("orders/{0}")
    void work(int id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknownPlaceholder | the method has id",
        "malformedTemplate | column",
        "badDuration | 5 sec",
        "skipsPrimitive | SKIP",
        "future | CompletableFuture",
        "foreign | native"
      })
  void methodThatCannotBeLockedIsNamedWithTheRemedy(String method, String remedy) throws Exception {
    assertThat(weave(Wrong.class, false).problems())
        .filteredOn(line -> line.contains("#" + method + "(int)"))
        .singleElement()
        .asString()
        .contains("throws when it is called", remedy);
  }

  /** With a lock for public methods, of which it has none. */
  @ZkLocked("orders")
  static class Closed {
    void work() {}
  }

  /** With a lock, of which the compiler makes most methods. */
  @ZkLocked("points/{0}")
  public record Point(int x, int y) {
    public int times(int factor) {
      return x * y * factor;
    }
  }

  /** With a lock, of which the compiler makes two methods. */
  @ZkLocked("colours/{0}")
  public enum Colour {
    RED;

    public String shade(int depth) {
      return name() + depth;
    }
  }

  @Test
  void lockOnAClassIsNotForWhatTheCompilerMakes() throws Exception {
    assertThat(weave(Point.class, false).locked())
        .singleElement()
        .asString()
        .endsWith("times(int)");
    assertThat(weave(Colour.class, false).locked())
        .singleElement()
        .asString()
        .endsWith("shade(int)");
    assertThat(weave(Point.class, false).problems()).isEmpty();
  }

  @Test
  void lockOnAClassThatIsForNoMethodIsAnErrorThatNamesTheRemedy() throws Exception {
    WovenClass woven = weave(Closed.class, false);
    assertThat(woven.file()).isNull();
    assertThat(woven.problems())
        .singleElement()
        .asString()
        .contains("Closed LOCKS NOTHING", "no public method", "put the annotation on the methods");
  }

  /** The same, beside a method with its own. */
  @ZkLocked("orders")
  static class HalfClosed {
    @ZkLocked("orders/{id}")
    void work(int id) {}
  }

  @Test
  void lockOnAClassThatIsForNoMethodIsAnErrorBesideOthersToo() throws Exception {
    WovenClass woven = weave(HalfClosed.class, false);
    assertThat(woven.locked()).hasSize(1);
    assertThat(woven.problems()).singleElement().asString().contains("HalfClosed LOCKS NOTHING");
  }

  @ParameterizedTest
  @CsvSource({"unknownPlaceholder", "badDuration", "skipsPrimitive", "foreign"})
  void methodThatCannotBeLockedThrowsAtEachCall(String method) throws Exception {
    byte[] file = Objects.requireNonNull(weave(Wrong.class, false).file());
    io.zklocked.agent.boot.Doors.install(RefusalTest::refused);
    Class<?> type =
        new WovenLoader(Map.of(Wrong.class.getName(), file)).loadClass(Wrong.class.getName());
    Object wrong = type.getConstructor().newInstance();
    for (int call = 0; call < 2; call++) {
      assertThat(catchThrowable(() -> type.getMethod(method, int.class).invoke(wrong, 1)))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContaining("#" + method + "(int)");
    }
  }

  @Test
  void methodThatCannotBeLockedStaysAsItIsWhereThatIsWanted() throws Exception {
    WovenClass woven =
        Objects.requireNonNull(
            new Weaver(
                    WeaverOracleTest.DISPATCHER, any -> null, new RuleBook(RulesFile.NONE), false)
                .weave(WovenLoader.file(Wrong.class), Wrong.class.getClassLoader(), false));
    assertThat(woven.problems())
        .hasSize(6)
        .allMatch(line -> line.contains(" RUNS WITHOUT LOCKS: "))
        .anyMatch(line -> line.contains("#skipsPrimitive(int)") && line.contains("SKIP"));
    assertThat(woven.fates()).extracting(MethodFate::state).containsOnly(MethodFate.State.UNLOCKED);
    Class<?> type =
        new WovenLoader(Map.of(Wrong.class.getName(), Objects.requireNonNull(woven.file())))
            .loadClass(Wrong.class.getName());
    Object wrong = type.getConstructor().newInstance();
    assertThat(type.getMethod("skipsPrimitive", int.class).invoke(wrong, 7)).isEqualTo(7);
  }

  @Test
  void fatesSayWhatBecomesOfEachMethodAndWhy() throws Exception {
    assertThat(weave(Wrong.class, false).fates())
        .allMatch(fate -> fate.state() == MethodFate.State.REFUSED && fate.reason() != null)
        .extracting(MethodFate::name)
        .contains("badDuration", "foreign");
    assertThat(weave(HalfClosed.class, false).fates())
        .singleElement()
        .satisfies(
            fate -> {
              assertThat(fate.state()).isEqualTo(MethodFate.State.LOCKED);
              assertThat(fate.reason()).isNull();
              assertThat(fate.locks())
                  .containsExactly(new MethodFate.Lock("orders/{id}", "EXCLUSIVE", "annotation"));
            });
  }

  @Test
  void methodsThatAreTooLargeDoNotRefuseTheOthersOfTheirClass() {
    WovenClass woven =
        Objects.requireNonNull(
            new Weaver(WeaverOracleTest.DISPATCHER, any -> null)
                .weave(large("small", "huge", "hugeToo"), getClass().getClassLoader(), false));
    assertThat(woven.locked()).containsExactly("app.Large#small()");
    assertThat(woven.problems())
        .hasSize(2)
        .allMatch(line -> line.contains("#huge") && line.contains("move its work"));
  }

  @Test
  void methodWithoutABodyIsAnErrorThatNamesTheRemedy() throws Exception {
    assertThat(weave(Bodiless.class, false).problems())
        .singleElement()
        .asString()
        .contains("Bodiless#work(int)", "no body", "RUN WITHOUT", "methods that implement it");
  }

  @Test
  void synchronizedMethodThatWasLoadedBeforeKeepsItsFlagAndIsWarnedAbout() throws Exception {
    assertThat(weave(Shapes.class, true).problems())
        .allMatch(line -> line.contains("inside its monitor"))
        .hasSize(2);
  }

  @Test
  void wovenClassIsNotWovenAgain() throws Exception {
    byte[] once = Objects.requireNonNull(weave(Shapes.class, false).file());
    Weaver weaver = new Weaver(WeaverOracleTest.DISPATCHER, any -> null);
    WovenClass twice = weaver.weave(once, getClass().getClassLoader(), false);
    assertThat(Objects.requireNonNull(twice).locked()).isEmpty();
  }

  /** A class with methods of these names, the huge ones as large as a method can be. */
  private static byte[] large(String... names) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "app/Large", null, "java/lang/Object", null);
    for (String name : names) {
      MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, name, "()V", null, null);
      AnnotationVisitor lock = method.visitAnnotation("Lio/zklocked/ZkLocked;", true);
      lock.visit("value", "large");
      lock.visitEnd();
      method.visitCode();
      for (int i = 0; i < (name.startsWith("huge") ? 65_530 : 1); i++) {
        method.visitInsn(Opcodes.NOP);
      }
      method.visitInsn(Opcodes.RETURN);
      method.visitMaxs(0, 0);
      method.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static java.lang.invoke.CallSite refused(Object[] request) {
    Object[] arguments = (Object[]) request[3];
    return new java.lang.invoke.ConstantCallSite(
        java.lang.invoke.MethodHandles.constant(
            Throwable.class, new IllegalArgumentException((String) arguments[1])));
  }

  private static WovenClass weave(Class<?> type, boolean shaped) throws Exception {
    return Objects.requireNonNull(
        new Weaver(WeaverOracleTest.DISPATCHER, any -> null)
            .weave(WovenLoader.file(type), type.getClassLoader(), shaped));
  }
}
