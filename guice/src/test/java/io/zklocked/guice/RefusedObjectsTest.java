package io.zklocked.guice;

import static io.zklocked.guice.Injectors.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.name.Names;
import io.zklocked.ZkLocked;
import org.junit.jupiter.api.Test;

/** Objects that Guice did not create cannot be intercepted: they are refused, not left unlocked. */
class RefusedObjectsTest {

  @Test
  void instanceIsRefusedAtCreation() {
    assertThat(
            refusal(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(Object.class).toInstance(new Orders());
                  }
                }))
        .contains("RefusedObjectsTest$Orders", "ship(long)", "toInstance", "@Inject");
  }

  @Test
  void anonymousInstanceIsRefusedAtCreation() {
    assertThat(
            refusal(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(Orders.class).toInstance(new Orders() {});
                  }
                }))
        .contains("RefusedObjectsTest$", "toInstance");
  }

  @Test
  void providesMethodIsRefusedAtCreation() {
    assertThat(
            refusal(
                new AbstractModule() {
                  @Provides
                  Orders orders() {
                    return new Orders();
                  }
                }))
        .contains("RefusedObjectsTest$Orders", "the @Provides method", ".orders()");
  }

  @Test
  void providerInstanceIsRefusedAtCreation() {
    assertThat(
            refusal(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(Orders.class).toProvider(new OrdersProvider());
                  }
                }))
        .contains("the provider " + OrdersProvider.class.getTypeName());
  }

  @Test
  void providerClassIsRefusedAtCreation() {
    assertThat(
            refusal(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(Orders.class).toProvider(OrdersProvider.class);
                  }
                }))
        .contains("the provider " + OrdersProvider.class.getName());
  }

  @Test
  void instanceInAPrivateModuleIsRefusedAtCreation() {
    assertThat(
            refusal(
                new PrivateModule() {
                  @Override
                  protected void configure() {
                    bind(Orders.class).toInstance(new Orders());
                  }
                }))
        .contains("toInstance");
  }

  @Test
  void objectThatAProviderHidesBehindAnInterfaceIsRefusedWhenItIsGiven() {
    Injector injector =
        Injectors.with(
            new AbstractModule() {
              @Provides
              Runnable job() {
                return new Orders();
              }
            });
    assertThatThrownBy(() -> injector.getInstance(Runnable.class))
        .hasMessageContaining("RefusedObjectsTest$Orders")
        .hasMessageContaining("a provider gave one");
  }

  @Test
  void objectOfGuiceMayPassThroughAProvider() {
    Injector injector =
        Injectors.with(
            new AbstractModule() {
              @Provides
              Runnable job(Orders orders) {
                return orders;
              }
            });
    assertThat(injector.getInstance(Runnable.class)).isInstanceOf(Orders.class);
  }

  @Test
  void objectWhoseMembersAreInjectedIsRefused() {
    Injector injector = Injectors.with();
    Orders byHand = new Orders();
    assertThatThrownBy(() -> injector.injectMembers(byHand))
        .hasMessageContaining("only injects the members");
  }

  @Test
  void providerOfAChildInjectorIsRefusedWhenUsed() {
    Injector child =
        Injectors.with()
            .createChildInjector(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(Key.get(Orders.class, Names.named("late")))
                        .toProvider(new OrdersProvider());
                  }
                });
    assertThatThrownBy(() -> child.getInstance(Key.get(Orders.class, Names.named("late"))))
        .hasMessageContaining("the provider");
  }

  @Test
  void moduleInAChildInjectorIsRefused() {
    Injector parent = Guice.createInjector();
    assertThatThrownBy(() -> parent.createChildInjector(Injectors.locking()))
        .hasMessageContaining("Install the module in the root injector");
  }

  static class Orders implements Runnable {
    @ZkLocked("orders/{0}")
    public void ship(long id) {}

    @Override
    public void run() {
      ship(1);
    }
  }

  static class OrdersProvider implements Provider<Orders> {
    @Override
    public Orders get() {
      return new Orders();
    }
  }
}
