package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.ZkLocked;
import io.zklocked.agent.boot.Doors;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares what the weaver makes of methods of all shapes with what Byte Buddy's advice does. */
class WeaverOracleTest {

  static final String DISPATCHER = "io/zklocked/agent/boot/ZkLockedDispatch";
  private static final int INPUTS = 4;

  /** The same calls, by another weaver. */
  static final class Oracle {

    private Oracle() {}

    @Advice.OnMethodEnter
    static Object enter(@Advice.AllArguments Object[] arguments) {
      return Journal.enter(arguments.clone());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter Object token,
        @Advice.Return(
                typing = net.bytebuddy.implementation.bytecode.assign.Assigner.Typing.DYNAMIC)
            Object result,
        @Advice.Origin("#r") String returns,
        @Advice.Thrown Throwable failure) {
      if (failure != null) {
        Journal.fail(failure, token);
      } else if (returns.equals("void")) {
        Journal.exit(new Object[] {token});
      } else {
        Journal.exit(new Object[] {result, token});
      }
    }
  }

  private final WovenLoader woven;
  private final WovenLoader advised;

  WeaverOracleTest() throws Exception {
    woven =
        new WovenLoader(
            Map.of(name(Shapes.class), woven(Shapes.class), name(Named.class), woven(Named.class)));
    advised =
        new WovenLoader(
            Map.of(
                name(Shapes.class),
                advised(Shapes.class),
                name(Named.class),
                advised(Named.class)));
  }

  @BeforeEach
  void install() {
    Doors.install(Journal::link);
  }

  @AfterEach
  void reset() {
    Journal.answer("token");
    Journal.take();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void wovenMethodBehavesAsTheOracleDoes(Method method) throws Exception {
    for (int input = 0; input < INPUTS; input++) {
      List<String> expected = call(advised, method, input);
      assertThat(call(woven, method, input)).as("input %s", input).isEqualTo(expected);
      assertThat(expected).anyMatch(line -> line.startsWith("enter"));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void bodyDoesNotRunWhenEnteringFails(Method method) throws Exception {
    Journal.answer(new IllegalStateException("no lock"));
    assertThat(call(woven, method, 1))
        .hasSize(2)
        .last()
        .isEqualTo("threw java.lang.IllegalStateException: no lock");
  }

  @Test
  void skippedCallNeitherRunsNorExits() throws Exception {
    Journal.answer(new IllegalArgumentException("busy"));
    assertThat(call(woven, Shapes.class.getMethod("skips", int.class), 1))
        .containsExactly("enter [1]", "returned [null]");
    assertThat(call(woven, Shapes.class.getMethod("skipsVoid", int.class), 1))
        .containsExactly("enter [1]", "returned [null]");
  }

  @Test
  void monitorIsTakenAfterTheLock() throws Exception {
    Class<?> type = woven.loadClass(name(Shapes.class));
    Method method = type.getMethod("monitor", int.class);
    assertThat(java.lang.reflect.Modifier.isSynchronized(method.getModifiers())).isFalse();
    assertThat(method.invoke(type.getConstructor().newInstance(), 1)).isEqualTo("held true");
  }

  static List<Method> methods() {
    List<Method> methods = new ArrayList<>(List.of(Shapes.class.getMethods()));
    methods.removeIf(method -> !method.isAnnotationPresent(ZkLocked.class));
    methods.sort(Comparator.comparing(Method::getName));
    return methods;
  }

  private static List<String> call(ClassLoader loader, Method shape, int input) throws Exception {
    Class<?> type = loader.loadClass(name(Shapes.class));
    Method method = type.getMethod(shape.getName(), shape.getParameterTypes());
    Object[] arguments = new Object[method.getParameterCount()];
    Arrays.fill(arguments, input);
    if (arguments.length > 1) {
      Class<?> second = method.getParameterTypes()[1];
      arguments[1] = second == long.class ? input * 7L : second == double.class ? 2.5 : "text";
    }
    Journal.take();
    List<String> lines;
    String outcome;
    try {
      Object result = method.invoke(type.getConstructor().newInstance(), arguments);
      outcome = "returned " + Journal.shown(result);
    } catch (InvocationTargetException e) {
      outcome = "threw " + e.getCause();
    }
    lines = new ArrayList<>(Journal.take());
    lines.add(outcome);
    return lines;
  }

  private static byte[] woven(Class<?> type) throws Exception {
    WovenClass result =
        new Weaver(DISPATCHER, any -> null)
            .weave(WovenLoader.file(type), type.getClassLoader(), false);
    assertThat(Objects.requireNonNull(result).problems()).isEmpty();
    return Objects.requireNonNull(result.file());
  }

  private static byte[] advised(Class<?> type) {
    return new ByteBuddy()
        .redefine(type, ClassFileLocator.ForClassLoader.of(type.getClassLoader()))
        .visit(Advice.to(Oracle.class).on(ElementMatchers.isAnnotatedWith(ZkLocked.class)))
        .make()
        .getBytes();
  }

  private static String name(Class<?> type) {
    return type.getName();
  }
}
