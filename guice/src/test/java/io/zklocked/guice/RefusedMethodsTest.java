package io.zklocked.guice;

import static io.zklocked.guice.Injectors.refusal;
import static io.zklocked.guice.Injectors.refusals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.ConfigurationException;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.PrivateModule;
import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each locked method that Guice cannot intercept is an error at injector creation. */
class RefusedMethodsTest {

  @Test
  void privateMethodIsRefused() {
    assertThat(refusal(bind(PrivateMethod.class)))
        .contains("RefusedMethodsTest$PrivateMethod.ship(long)", "it is private")
        .contains("Make it protected or public", "-javaagent:");
  }

  @Test
  void staticMethodIsRefused() {
    assertThat(refusal(bind(StaticMethod.class)))
        .contains("RefusedMethodsTest$StaticMethod.ship(long)", "it is static")
        .contains("Make it an instance method", "-javaagent:");
  }

  @Test
  void finalMethodIsRefused() {
    assertThat(refusal(bind(FinalMethod.class)))
        .contains("RefusedMethodsTest$FinalMethod.ship(long)", "it is final")
        .contains("Remove the final", "-javaagent:");
  }

  @Test
  void packagePrivateMethodIsRefused() {
    assertThat(refusal(bind(PackagePrivateMethod.class)))
        .contains("RefusedMethodsTest$PackagePrivateMethod.ship(long)", "it is package-private")
        .contains("Make it protected or public", "-javaagent:");
  }

  @Test
  void methodOfInterfaceIsRefusedWithTheRuleForItsImplementations() {
    assertThat(refusal(bind(Implementation.class)))
        .contains("RefusedMethodsTest$WithoutBody.ship(long)", "it has no body")
        .contains("which io.zklocked.guice.RefusedMethodsTest$Implementation inherits")
        .contains("io.zklocked.guice.RefusedMethodsTest$WithoutBody+#ship -> orders/{0}")
        .contains("put the annotation on the methods that implement it");
  }

  @Test
  void abstractMethodOfSuperclassIsRefused() {
    assertThat(refusal(bind(Concrete.class)))
        .contains("RefusedMethodsTest$Abstract.ship(long)", "it has no body");
  }

  @Test
  void nativeMethodIsRefused() {
    assertThat(refusal(bind(NativeMethod.class)))
        .contains("RefusedMethodsTest$NativeMethod.ship(long)")
        .contains("a native method cannot be locked; put the annotation on a Java method");
  }

  @Test
  void finalClassIsRefused() {
    assertThat(refusal(bind(FinalClass.class)))
        .contains("RefusedMethodsTest$FinalClass.ship(long)", "FinalClass is final")
        .contains("Remove the final", "-javaagent:");
  }

  @Test
  void recordIsRefused() {
    assertThat(refusal(bind(RecordClass.class))).contains("is a record", "an ordinary class");
  }

  @Test
  void inheritedMethodIsRefusedAndBothClassesAreNamed() {
    assertThat(refusal(bind(InheritsPrivateMethod.class)))
        .contains("RefusedMethodsTest$PrivateMethod.ship(long)")
        .contains("which io.zklocked.guice.RefusedMethodsTest$InheritsPrivateMethod inherits");
  }

  @Test
  void overrideWithoutTheLockIsRefused() {
    assertThat(refusal(bind(OverridesWithoutLock.class)))
        .contains("RefusedMethodsTest$Plain.ship(long)")
        .contains("RefusedMethodsTest$OverridesWithoutLock.ship(long)", "a call of super");
  }

  @Test
  void composedAnnotationIsRefusedAsOursIs() {
    assertThat(refusal(bind(ComposedOnPrivate.class))).contains("it is private");
  }

  @Test
  void locksThatDoNotGoTogetherAreRefused() {
    assertThat(refusal(bind(TwoWaits.class)))
        .contains("wait times \"1s\" and \"2s\"", "give the same to all");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    List<String> refusals =
        refusals(
            bind(PrivateMethod.class),
            bind(FinalClass.class),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(Plain.class).toInstance(new Plain());
              }
            });
    assertThat(refusals)
        .hasSize(3)
        .anyMatch(message -> message.contains("it is private"))
        .anyMatch(message -> message.contains("is final"))
        .anyMatch(message -> message.contains("toInstance"));
  }

  @Test
  void implementationBehindAnInterfaceIsRefused() {
    assertThat(
            refusal(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(Service.class).to(FinalService.class);
                  }
                }))
        .contains("FinalService is final");
  }

  @Test
  void typeInsideAPrivateModuleIsRefused() {
    assertThat(
            refusal(
                new PrivateModule() {
                  @Override
                  protected void configure() {
                    bind(PrivateMethod.class);
                  }
                }))
        .contains("it is private");
  }

  @Test
  void dependencyWithoutABindingIsRefusedAtCreation() {
    assertThat(refusal(bind(NeedsPrivateMethod.class))).contains("it is private");
  }

  @Test
  void typeRequestedLaterIsRefusedThen() {
    Injector injector = Injectors.with();
    assertThatThrownBy(() -> injector.getInstance(PrivateMethod.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("it is private");
  }

  @Test
  void typeOfAChildInjectorIsRefusedAtItsCreation() {
    Injector parent = Injectors.with();
    assertThatThrownBy(() -> parent.createChildInjector(bind(FinalClass.class)))
        .hasMessageContaining("FinalClass is final");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        SkipsPrimitive.class,
        UnknownPlaceholder.class,
        BadTemplate.class,
        BadWaitTime.class,
        UnlockableValue.class
      })
  void wrongAnnotationIsRefusedAtCreationAndNamesThePlace(Class<?> type) {
    assertThat(refusal(bind(type))).contains(type.getTypeName() + ".ship(");
  }

  private static Module bind(Class<?> type) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(type);
      }
    };
  }

  static class PrivateMethod {
    @ZkLocked("orders/{0}")
    private long ship(long id) {
      return id;
    }

    long use() {
      return ship(1);
    }
  }

  static class InheritsPrivateMethod extends PrivateMethod {}

  static class NeedsPrivateMethod {
    @Inject
    NeedsPrivateMethod(PrivateMethod needed) {
      needed.use();
    }
  }

  static class StaticMethod {
    @ZkLocked("orders/{0}")
    public static void ship(long id) {}
  }

  static class FinalMethod {
    @ZkLocked("orders/{0}")
    public final void ship(long id) {}
  }

  static class PackagePrivateMethod {
    @ZkLocked("orders/{0}")
    void ship(long id) {}
  }

  interface WithoutBody {
    @ZkLocked("orders/{0}")
    void ship(long id);
  }

  static class Implementation implements WithoutBody {
    @Override
    public void ship(long id) {}
  }

  abstract static class Abstract {
    @ZkLocked("orders/{0}")
    public abstract void ship(long id);
  }

  static class Concrete extends Abstract {
    @Override
    public void ship(long id) {}
  }

  static class NativeMethod {
    @ZkLocked("orders/{0}")
    public native void ship(long id);
  }

  static final class FinalClass {
    @ZkLocked("orders/{0}")
    public void ship(long id) {}
  }

  record RecordClass() {
    @ZkLocked("orders/{0}")
    public void ship(long id) {}
  }

  static class Plain {
    @ZkLocked("orders/{0}")
    public void ship(long id) {}
  }

  static class OverridesWithoutLock extends Plain {
    @Override
    public void ship(long id) {}
  }

  @Retention(RetentionPolicy.RUNTIME)
  @ZkLocked("nightly")
  @interface Nightly {}

  static class ComposedOnPrivate {
    @Nightly
    private void run() {}

    void use() {
      run();
    }
  }

  static class TwoWaits {
    @Nightly
    @ZkLocked(value = "orders/{0}", waitTime = "1s")
    @ZkLocked(value = "shops/{0}", waitTime = "2s")
    public void ship(long id) {}
  }

  interface Service {}

  static final class FinalService implements Service {
    @ZkLocked("orders/{0}")
    public void ship(long id) {}
  }

  static class SkipsPrimitive {
    @ZkLocked(value = "orders/{0}", onBusy = OnBusy.SKIP)
    public int ship(long id) {
      return (int) id;
    }
  }

  static class UnknownPlaceholder {
    @ZkLocked("orders/{customer}")
    public void ship(long id) {}
  }

  static class BadTemplate {
    @ZkLocked("orders/{0")
    public void ship(long id) {}
  }

  static class BadWaitTime {
    @ZkLocked(value = "orders/{0}", waitTime = "soon")
    public void ship(long id) {}
  }

  static class UnlockableValue {
    @ZkLocked("orders/{0}")
    public void ship(List<String> ids) {}
  }
}
