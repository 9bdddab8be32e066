package io.zklocked.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.PrivateModule;
import com.google.inject.matcher.Matchers;
import com.google.inject.multibindings.OptionalBinder;
import io.zklocked.HeldLock;
import io.zklocked.LockParam;
import io.zklocked.LockUnavailableException;
import io.zklocked.ZkLocked;
import io.zklocked.guice.apart.PublicOrders;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.engine.LockObserver;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

/** What Guice creates runs under its locks, and nothing else is touched. */
class InterceptionTest {

  private final Injector injector = Injectors.with();

  @Test
  void publicAndProtectedMethodsRunUnderTheirLocks() {
    Orders orders = injector.getInstance(Orders.class);
    assertThat(orders.ship(7)).isEqualTo("orders/7");
    assertThat(orders.pack("a")).isEqualTo("packing/a");
  }

  @Test
  void inheritedMethodRunsUnderItsLock() {
    assertThat(injector.getInstance(SpecialOrders.class).ship(7)).isEqualTo("orders/7");
  }

  @Test
  void overrideWithTheSameLockIsLocked() {
    assertThat(injector.getInstance(LoudOrders.class).ship(7)).isEqualTo("ORDERS/7");
  }

  @Test
  void methodThatIsReachedThroughABridgeIsLocked() {
    Handler<Long> handler = injector.getInstance(LongHandler.class);
    assertThat(handler.handle(7L)).isEqualTo("longs/7");
  }

  @Test
  void methodOfAPackagePrivateSuperclassIsLockedThroughItsPublicSubclass() {
    assertThat(injector.getInstance(PublicOrders.class).ship(7)).isEqualTo("apart/7");
  }

  @Test
  void defaultMethodOfAnInterfaceIsLocked() {
    assertThat(injector.getInstance(WithDefault.class).ship(7)).isEqualTo("default/7");
  }

  @Test
  void composedAnnotationLocks() {
    assertThat(injector.getInstance(Nightly.class).run()).isEqualTo("nightly");
  }

  @Test
  void selfInvocationIsLocked() {
    assertThat(injector.getInstance(Orders.class).shipByDetour(7)).isEqualTo("orders/7");
  }

  @Test
  void typeInAPrivateModuleAndInAChildInjectorIsLocked() {
    Injector withPrivate =
        Injectors.with(
            new PrivateModule() {
              @Override
              protected void configure() {
                bind(Orders.class);
                expose(Orders.class);
              }
            });
    assertThat(withPrivate.getInstance(Orders.class).ship(7)).isEqualTo("orders/7");
    Injector child =
        injector.createChildInjector(
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(Orders.class);
              }
            });
    assertThat(child.getInstance(Orders.class).ship(7)).isEqualTo("orders/7");
  }

  @Test
  void optionalBindingLeadsToALockedObject() {
    Injector optional =
        Injectors.with(
            new AbstractModule() {
              @Override
              protected void configure() {
                OptionalBinder.newOptionalBinder(binder(), Orders.class)
                    .setDefault()
                    .to(SpecialOrders.class);
              }
            });
    assertThat(optional.getInstance(Orders.class).ship(7)).isEqualTo("orders/7");
  }

  @Test
  void typeWithoutAnnotationIsNotTouched() {
    assertThat(injector.getInstance(Untouched.class).getClass()).isEqualTo(Untouched.class);
  }

  @Test
  void lockStandsOutsideOfInterceptorsThatAreInstalledLater() {
    List<String> seen = new ArrayList<>();
    Injector both =
        Guice.createInjector(
            Injectors.locking(),
            new AbstractModule() {
              @Override
              protected void configure() {
                MethodInterceptor transaction =
                    call -> {
                      seen.add(HeldLock.current().resource());
                      return call.proceed();
                    };
                bindInterceptor(Matchers.only(Orders.class), Matchers.any(), transaction);
              }
            });
    both.getInstance(Orders.class).ship(7);
    assertThat(seen).containsExactly("orders/7");
  }

  @Test
  void moduleThatIsInstalledTwiceCountsOnce() {
    ZkLockedModule module = Injectors.locking();
    Injector twice =
        Guice.createInjector(
            new AbstractModule() {
              @Override
              protected void configure() {
                install(module);
                install(module);
              }
            });
    assertThat(twice.getInstance(Orders.class).ship(7)).isEqualTo("orders/7");
  }

  @Test
  void callsAreCountedOnceAndByTheirTemplate() throws InterruptedException {
    Outcomes outcomes = new Outcomes();
    Injector metered = Guice.createInjector(new ZkLockedModule(ZkLocksConfig.memory(), outcomes));
    Handler<Long> handler = metered.getInstance(LongHandler.class);
    handler.handle(7L);
    metered.getInstance(PublicOrders.class).ship(7);
    metered.getInstance(WithDefault.class).ship(7);
    assertThat(List.of(outcomes.next(), outcomes.next(), outcomes.next()))
        .containsExactly("longs/{0} GRANTED", "apart/{0} GRANTED", "default/{0} GRANTED");
    assertThat(outcomes.seen).isEmpty();
  }

  @Test
  void locksByHandAreOfTheSameRuntimeAndCloseIt() {
    Injector closing = Injectors.with();
    ZkLocks locks = closing.getInstance(ZkLocks.class);
    Orders orders = closing.getInstance(Orders.class);
    try (Hold hold = locks.acquire("orders/7")) {
      assertThat(orders.ship(7)).isEqualTo(hold.resource());
    }
    locks.close();
    assertThatThrownBy(() -> orders.ship(7)).isInstanceOf(LockUnavailableException.class);
  }

  @Test
  void exceptionOfTheBodyPassesUnchanged() {
    Orders orders = injector.getInstance(Orders.class);
    IllegalStateException own = new IllegalStateException("own");
    assertThatThrownBy(() -> orders.fail(own)).isSameAs(own);
  }

  static class Orders {
    @ZkLocked("orders/{id}")
    public String ship(@LockParam("id") long number) {
      return HeldLock.current().resource();
    }

    @ZkLocked("packing/{0}")
    protected String pack(String name) {
      return HeldLock.current().resource();
    }

    @ZkLocked("failing")
    public void fail(RuntimeException failure) {
      throw failure;
    }

    public String shipByDetour(long id) {
      return ship(id);
    }
  }

  static class SpecialOrders extends Orders {}

  static class LoudOrders extends Orders {
    @Override
    @ZkLocked("orders/{id}")
    public String ship(@LockParam("id") long number) {
      return super.ship(number).toUpperCase(Locale.ROOT);
    }
  }

  interface Handler<T> {
    String handle(T value);
  }

  static class LongHandler implements Handler<Long> {
    @Override
    @ZkLocked("longs/{0}")
    public String handle(Long value) {
      return HeldLock.current().resource();
    }
  }

  interface Shipping {
    @ZkLocked("default/{0}")
    default String ship(long id) {
      return HeldLock.current().resource();
    }
  }

  static class WithDefault implements Shipping {}

  @Retention(RetentionPolicy.RUNTIME)
  @ZkLocked("nightly")
  @interface OncePerNight {}

  static class Nightly {
    @OncePerNight
    public String run() {
      return HeldLock.current().resource();
    }
  }

  private static final class Outcomes implements LockObserver {
    final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    /** Observers are told by a thread of their own. */
    String next() throws InterruptedException {
      return Objects.requireNonNull(seen.poll(10, TimeUnit.SECONDS), "nothing was counted");
    }

    @Override
    public void started(String label) {}

    @Override
    public void ended(String label, Outcome outcome, long waitNanos) {
      seen.add(label + " " + outcome);
    }

    @Override
    public void released(String label, long holdNanos) {}

    @Override
    public void overdue(String label) {}

    @Override
    public void lost(String label, Loss loss) {}

    @Override
    public void session(SessionState state) {}
  }

  static class Untouched {
    public void work() {}
  }
}
