package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.boot.Doors;
import io.zklocked.contract.Compiled;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.jar.asm.Opcodes;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of Spring's names are woven, whatever their bodies look like, or left with a word. */
class SpringClassTest {

  private static final String INTERCEPTOR =
      "org.springframework.transaction.interceptor.TransactionInterceptor";

  /** Its body begins with the head of a loop, and catches what comes from within. */
  private static final String LOOPING =
      """
      package org.springframework.transaction.interceptor;
      public class TransactionInterceptor {
        public Object invoke(org.aopalliance.intercept.MethodInvocation call) throws Throwable {
          while (true) {
            try {
              return call == null ? "body" : call.proceed();
            } catch (IllegalStateException e) {
              call = null;
            }
          }
        }
      }
      """;

  private static final String OTHER =
      """
      package org.springframework.transaction.interceptor;
      public class TransactionInterceptor {
        public Object invoke(String call) { return call; }
      }
      """;

  @TempDir Path directory;
  private final List<Object> calls = new ArrayList<>();
  private Object @Nullable [] made;

  @Test
  void callIsMadeBySomebodyElseOrByTheBody() throws Exception {
    WovenClass woven = Objects.requireNonNull(weave(LOOPING));
    assertThat(woven.problems()).isEmpty();
    Doors.install(this::link);
    Class<?> type =
        new WovenLoader(Map.of(INTERCEPTOR, Objects.requireNonNull(woven.file())))
            .loadClass(INTERCEPTOR);
    Object interceptor = type.getConstructor().newInstance();
    var invoke = type.getMethod("invoke", MethodInvocation.class);
    assertThat(invoke.invoke(interceptor, (Object) null)).isEqualTo("body");
    made = new Object[] {"made"};
    assertThat(invoke.invoke(interceptor, (Object) null)).isEqualTo("made");
    made = new Object[] {null};
    assertThat(invoke.invoke(interceptor, (Object) null)).isNull();
    assertThat(calls).containsExactly(interceptor, interceptor, interceptor);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_3, Opcodes.V1_5, Opcodes.V1_6})
  void classOfASpringBeforeJava7IsWovenToo(int version) throws Exception {
    Compiled compiled = Compiled.unchecked(directory, INTERCEPTOR, LOOPING);
    byte[] file = Aged.to(version, compiled.file(INTERCEPTOR));
    WovenClass woven = Objects.requireNonNull(weaver().weave(file, compiled.loader(), false));
    Doors.install(this::link);
    Class<?> type =
        new WovenLoader(Map.of(INTERCEPTOR, Objects.requireNonNull(woven.file())))
            .loadClass(INTERCEPTOR);
    Object interceptor = type.getConstructor().newInstance();
    var invoke = type.getMethod("invoke", MethodInvocation.class);
    assertThat(invoke.invoke(interceptor, (Object) null)).isEqualTo("body");
    made = new Object[] {"made"};
    assertThat(invoke.invoke(interceptor, (Object) null)).isEqualTo("made");
    assertThat(weaver().weave(woven.file(), compiled.loader(), false)).isNull();
  }

  @Test
  void wovenClassIsNotWovenAgain() {
    WovenClass woven = Objects.requireNonNull(weave(LOOPING));
    byte[] file = Objects.requireNonNull(woven.file());
    assertThat(weaver().weave(file, getClass().getClassLoader(), false)).isNull();
  }

  @Test
  void unknownVersionStaysAsItIsAndIsTold() {
    WovenClass woven = Objects.requireNonNull(weave(OTHER));
    assertThat(woven.file()).isNull();
    assertThat(woven.problems())
        .singleElement()
        .asString()
        .contains(INTERCEPTOR + " has no method invoke(Lorg/aopalliance/")
        .contains("LOCKS ARE RELEASED BEFORE THE COMMIT");
  }

  private @Nullable WovenClass weave(String source) {
    Compiled compiled = Compiled.unchecked(directory, INTERCEPTOR, source);
    return weaver().weave(compiled.file(INTERCEPTOR), compiled.loader(), false);
  }

  private static Weaver weaver() {
    return new Weaver(WeaverOracleTest.DISPATCHER, any -> null);
  }

  private CallSite link(Object[] request) {
    assertThat(request[1]).isEqualTo("around");
    try {
      MethodHandle around =
          MethodHandles.lookup()
              .bind(this, "around", MethodType.methodType(Object[].class, Object.class));
      return new ConstantCallSite(
          MethodHandles.dropArguments(around, 1, Object.class).asType((MethodType) request[2]));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private Object @Nullable [] around(Object interceptor) {
    calls.add(interceptor);
    return made;
  }
}
