package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.ZkLocked;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Objects;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.implementation.attribute.MethodAttributeAppender;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which subclasses are left to what they override, and which are not, whatever their names. */
class GeneratedClassesTest {

  /** What is overridden. */
  public static class Orders {
    @ZkLocked("orders/{id}")
    public String ship(long id) {
      return "shipped " + id;
    }
  }

  /** Overrides it without a lock. */
  public static class Unlocked extends Orders {
    @Override
    public String ship(long id) {
      return "unlocked " + id;
    }
  }

  /** Gives its nested class a name as generated ones have. */
  static final class ByteBuddyUser {
    private ByteBuddyUser() {}

    /** Has a name of its own. */
    static final class HibernateProxy {
      private HibernateProxy() {}

      /** Does more than what it overrides. */
      static final class Express extends Orders {
        @Override
        @ZkLocked("orders/{id}")
        public String ship(long id) {
          return "fast " + super.ship(id);
        }
      }

      /** Overrides nothing. */
      static final class Audit {
        @ZkLocked("audit")
        void write() {}
      }

      /** Locks something else. */
      static final class Other extends Orders {
        @Override
        @ZkLocked("others/{0}")
        public String ship(long id) {
          return super.ship(id);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"$ByteBuddy$x", "$MockitoMock$1", "$Proxy$_$$_WeldSubclass", "_Subclass"})
  void copyOfAnnotationIsLeftToTheMethodThatItCalls(String name) {
    assertThat(weave(copy(name, SuperMethodCall.INSTANCE))).isNull();
  }

  @Test
  void copyIsLeftThatCallsBehindAnotherMethod() throws Exception {
    byte[] file =
        named("_Subclass")
            .defineMethod("ship$$superforward", String.class, Modifier.PUBLIC)
            .withParameters(long.class)
            .intercept(MethodCall.invoke(shipping()).onSuper().withAllArguments())
            .method(ElementMatchers.named("ship"))
            .intercept(
                MethodCall.invoke(ElementMatchers.named("ship$$superforward")).withAllArguments())
            .attribute(MethodAttributeAppender.ForInstrumentedMethod.INCLUDING_RECEIVER)
            .make()
            .getBytes();
    assertThat(weave(file)).isNull();
  }

  @Test
  void copyIsLeftThatCallsAnotherObject() throws Exception {
    Implementation call = MethodCall.invoke(shipping()).on(new Orders()).withAllArguments();
    assertThat(weave(copy("_ClientProxy", call))).isNull();
  }

  @Test
  void generatedMethodWithWorkOfItsOwnIsWoven() {
    assertLocked(weave(copy("$ByteBuddy$x", FixedValue.value("its own"))));
  }

  @Test
  void generatedClassOfAnyNameTakesTheNamesOfWhatItOverrides() {
    assertLocked(weave(stripped(copy("Special", SuperMethodCall.INSTANCE))));
  }

  @Test
  void methodThatIsNotLockedAboveIsWoven() {
    AnnotationDescription lock =
        AnnotationDescription.Builder.ofType(ZkLocked.class).define("value", "orders/{0}").build();
    assertLocked(
        weave(
            new ByteBuddy()
                .subclass(Unlocked.class)
                .name("app.Orders$ByteBuddy$x")
                .method(ElementMatchers.named("ship"))
                .intercept(SuperMethodCall.INSTANCE)
                .annotateMethod(lock)
                .make()
                .getBytes()));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ByteBuddyUser.HibernateProxy.Express.class,
        ByteBuddyUser.HibernateProxy.Audit.class,
        ByteBuddyUser.HibernateProxy.Other.class
      })
  void classOfSourceWithSuchNameIsWoven(Class<?> type) throws IOException {
    assertThat(type.getName()).contains("$HibernateProxy$");
    assertLocked(weave(WovenLoader.file(type)));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ByteBuddyUser.HibernateProxy.Audit.class,
        ByteBuddyUser.HibernateProxy.Other.class
      })
  void classWithoutLinesAndWithSuchNameIsWovenUnlessItIsCopy(Class<?> type) throws IOException {
    assertLocked(weave(stripped(WovenLoader.file(type))));
  }

  private static void assertLocked(@Nullable WovenClass woven) {
    WovenClass locked = Objects.requireNonNull(woven);
    assertThat(locked.problems()).isEmpty();
    assertThat(locked.locked()).hasSize(1);
  }

  private static @Nullable WovenClass weave(byte[] file) {
    return new Weaver(WeaverOracleTest.DISPATCHER, any -> null)
        .weave(file, GeneratedClassesTest.class.getClassLoader(), false);
  }

  private static byte[] copy(String name, Implementation body) {
    return named(name)
        .method(ElementMatchers.named("ship"))
        .intercept(body)
        .attribute(MethodAttributeAppender.ForInstrumentedMethod.INCLUDING_RECEIVER)
        .make()
        .getBytes();
  }

  private static DynamicType.Builder<Orders> named(String suffix) {
    return new ByteBuddy().subclass(Orders.class).name("app.Orders" + suffix);
  }

  private static java.lang.reflect.Method shipping() throws NoSuchMethodException {
    return Orders.class.getMethod("ship", long.class);
  }

  private static byte[] stripped(byte[] file) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(file).accept(writer, ClassReader.SKIP_DEBUG);
    return writer.toByteArray();
  }
}
