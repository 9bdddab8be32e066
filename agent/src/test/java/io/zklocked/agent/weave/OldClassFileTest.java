package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockBusyException;
import io.zklocked.LockKeyException;
import io.zklocked.agent.boot.Doors;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Class files before Java 7, which can hold no call sites, are locked as all others. */
@Timeout(60)
class OldClassFileTest {

  private static final String NAME = OldShapes.class.getName();

  @AfterEach
  void reset() {
    Journal.answer("token");
    Journal.take();
  }

  /** A class file: its version, and whether it has frames. */
  record Age(int version, boolean withFrames) {

    @Override
    public String toString() {
      return (version & 0xffff) + (withFrames ? "" : " without frames");
    }
  }

  static List<Age> ages() {
    List<Age> ages = new ArrayList<>();
    ages.add(new Age(Aged.JAVA_1_1, false));
    for (int version = 46; version < 51; version++) {
      ages.add(new Age(version, false));
    }
    ages.add(new Age(50, true));
    return ages;
  }

  @ParameterizedTest
  @MethodSource("ages")
  void oldMethodsDoWhatNewOnesDo(Age age) throws Exception {
    Doors.install(Journal::link);
    Class<?> old = woven(age);
    Class<?> recent = woven(new Age(52, true));
    List<Method> methods = new ArrayList<>(List.of(OldShapes.class.getDeclaredMethods()));
    methods.removeIf(method -> !method.isAnnotationPresent(io.zklocked.ZkLocked.class));
    methods.removeIf(
        method -> method.getName().equals("refused") || method.getName().equals("published"));
    assertThat(methods).hasSizeGreaterThan(15);
    methods.sort(Comparator.comparing(Method::getName));
    for (Method method : methods) {
      List<String> expected = call(recent, method);
      assertThat(call(old, method)).as(method.getName()).isEqualTo(expected);
      assertThat(expected).as(method.getName()).hasSize(3);
    }
  }

  @ParameterizedTest
  @MethodSource("ages")
  void bodyDoesNotRunWhenEnteringFails(Age age) throws Exception {
    Doors.install(Journal::link);
    Class<?> old = woven(age);
    Journal.answer(new IllegalStateException("no lock"));
    assertThat(call(old, OldShapes.class.getMethod("fails", int.class)))
        .containsExactly("enter [3]", "threw java.lang.IllegalStateException: no lock");
  }

  @ParameterizedTest
  @MethodSource("ages")
  void oldMethodsAreLocked(Age age) throws Exception {
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      Doors.install(Links.to(runtime::calls));
      Object old = woven(age).getConstructor().newInstance();
      assertThat(call(old, "held", "key", 7L)).isEqualTo("held/key/7");
      assertThat(call(old, "monitor", 3)).isEqualTo("true3");
      assertThat(call(old, "staticMonitor", 3)).isEqualTo("true");
      assertThat(call(old, "token", 1L, 3)).isEqualTo("true");
      assertThat(call(old, "caught", 1)).isEqualTo("one");
      assertThat(busy(old, "skipped")).isEqualTo(Optional.empty());
      assertThat(busy(old, "other")).isEqualTo("instead of busy");
      assertThatThrownBy(() -> busy(old, "busy")).isInstanceOf(LockBusyException.class);
      assertThat(call(old, "busy", (Callable<?>) () -> "free")).isEqualTo("free");
      assertThatThrownBy(() -> call(old, "fails", 1)).hasMessage("own");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> call(old, "refused", 1))
            .isInstanceOf(LockKeyException.class)
            .hasMessageContaining("OldShapes#refused(int)");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ages")
  void oldMethodThatReturnsAPublisherIsLockedAtEachSubscription(Age age) throws Exception {
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      Doors.install(Links.to(runtime::calls));
      Object old = woven(age).getConstructor().newInstance();
      Publisher<?> publisher = (Publisher<?>) call(old, "published", "key", 7L);
      for (int i = 0; i < 2; i++) {
        assertThat(Flux.from(publisher).blockFirst(Duration.ofSeconds(20))).isEqualTo("held/key/7");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ages")
  void oldMethodsThatWereWovenWhenTheyWereBuiltAreLocked(Age age) throws Exception {
    byte[] file = Aged.to(age.version(), age.withFrames(), WovenLoader.file(OldShapes.class));
    WovenClass woven =
        new Weaver(Weaver.DISPATCHER_OF_BUILDS, any -> null)
            .weave(file, getClass().getClassLoader(), false);
    byte[] built = Objects.requireNonNull(Objects.requireNonNull(woven).file());
    Class<?> type = new WovenLoader(Map.of(NAME, built)).loadClass(NAME);
    System.setProperty("zklocked.connect", "memory");
    try {
      Object old = type.getConstructor().newInstance();
      assertThat(call(old, "held", "key", 7L)).isEqualTo("held/key/7");
      assertThatThrownBy(() -> call(old, "fails", 1)).hasMessage("own");
    } finally {
      System.clearProperty("zklocked.connect");
    }
  }

  @ParameterizedTest
  @MethodSource("ages")
  void wovenClassIsNotWovenAgain(Age age) throws Exception {
    byte[] once =
        weave(Aged.to(age.version(), age.withFrames(), WovenLoader.file(OldShapes.class)));
    WovenClass twice = weaver().weave(once, getClass().getClassLoader(), false);
    assertThat(Objects.requireNonNull(twice).locked()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ages")
  void oldClassDiesWithItsLoader(Age age) throws Exception {
    Doors.install(Journal::link);
    ReferenceQueue<ClassLoader> dead = new ReferenceQueue<>();
    WeakReference<ClassLoader> loader = new WeakReference<>(used(age), dead);
    for (int i = 0; i < 50 && dead.remove(100) == null; i++) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
  }

  private static ClassLoader used(Age age) throws Exception {
    Class<?> type = woven(age);
    call(type, OldShapes.class.getMethod("caught", int.class));
    return type.getClassLoader();
  }

  /** Calls a method within another that holds the same lock in another thread. */
  private static Object busy(Object old, String name) throws Exception {
    Callable<?> elsewhere =
        () -> {
          CompletableFuture<Object> result = new CompletableFuture<>();
          Executor other = work -> new Thread(work).start();
          other.execute(
              () -> {
                try {
                  result.complete(call(old, name, (Callable<?>) () -> "ran"));
                } catch (Exception e) {
                  result.completeExceptionally(e);
                }
              });
          return result
              .handle((value, failure) -> failure == null ? value : failure)
              .get(30, TimeUnit.SECONDS);
        };
    Object[] inside = new Object[1];
    call(old, "busy", (Callable<?>) () -> inside[0] = elsewhere.call());
    if (inside[0] instanceof Exception failure) {
      throw failure;
    }
    return inside[0];
  }

  private static Object call(Object old, String name, Object... arguments) throws Exception {
    for (Method method : old.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        try {
          return method.invoke(old, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause() instanceof Exception failure ? failure : e;
        }
      }
    }
    throw new AssertionError(name);
  }

  /** What the journal says of a call, and how it ended. */
  private static List<String> call(Class<?> type, Method shape) throws Exception {
    Method method = type.getMethod(shape.getName(), shape.getParameterTypes());
    Object[] arguments =
        Arrays.stream(shape.getParameterTypes()).map(OldClassFileTest::argument).toArray();
    Journal.take();
    String outcome;
    try {
      Object result = method.invoke(type.getConstructor().newInstance(), arguments);
      outcome = "returned " + Journal.shown(result);
    } catch (InvocationTargetException e) {
      outcome = "threw " + e.getCause();
    }
    List<String> lines = new ArrayList<>(Journal.take());
    lines.add(outcome);
    return lines;
  }

  private static Object argument(Class<?> type) {
    return switch (type.getName()) {
      case "boolean" -> true;
      case "byte" -> (byte) -3;
      case "char" -> 'c';
      case "short" -> (short) 300;
      case "int" -> 3;
      case "long" -> 5_000_000_000L;
      case "java.lang.String" -> "text";
      default -> (Callable<?>) () -> "called";
    };
  }

  private static Class<?> woven(Age age) throws Exception {
    byte[] file = Aged.to(age.version(), age.withFrames(), WovenLoader.file(OldShapes.class));
    return new WovenLoader(Map.of(NAME, weave(file))).loadClass(NAME);
  }

  private static byte[] weave(byte[] file) {
    WovenClass woven =
        Objects.requireNonNull(
            weaver().weave(file, OldClassFileTest.class.getClassLoader(), false));
    assertThat(woven.problems()).singleElement().asString().contains("#refused(int) throws");
    return Objects.requireNonNull(woven.file());
  }

  private static Weaver weaver() {
    return new Weaver(WeaverOracleTest.DISPATCHER, any -> null);
  }
}
