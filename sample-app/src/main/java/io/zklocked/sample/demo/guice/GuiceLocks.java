package io.zklocked.sample.demo.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Module;
import io.zklocked.guice.ZkLockedModule;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.metrics.DeferredObserver;
import io.zklocked.runtime.metrics.JmxSource;
import java.lang.reflect.Constructor;
import java.lang.reflect.Type;

/** Makes objects by Guice, so that their annotated methods are locked. Thread-safe. */
final class GuiceLocks {

  private final Module locks;

  /**
   * The locks of this process.
   *
   * @param configuration as the agent takes it
   */
  GuiceLocks(String configuration) {
    ZkLocksConfig config = ZkLocksConfig.load(configuration);
    locks =
        new ZkLockedModule(
            config, new DeferredObserver(new JmxSource(config.sessionTimeout()::toMillis)));
  }

  /**
   * Makes an object.
   *
   * @param type of it; has one public constructor
   * @param arguments of the constructor, no two of which have the same type
   */
  <T> T create(Class<T> type, Object... arguments) {
    return Guice.createInjector(locks, new Binding<>(type, arguments)).getInstance(type);
  }

  private static final class Binding<T> extends AbstractModule {
    private final Class<T> type;
    private final Object[] arguments;

    Binding(Class<T> type, Object... arguments) {
      this.type = type;
      this.arguments = arguments;
    }

    @Override
    protected void configure() {
      // What the constructors of a class make is of the class.
      @SuppressWarnings("unchecked")
      Constructor<T> constructor = (Constructor<T>) type.getConstructors()[0];
      Type[] parameters = constructor.getGenericParameterTypes();
      for (int n = 0; n < parameters.length; n++) {
        bindArgument(Key.get(parameters[n]), arguments[n]);
      }
      bind(type).toConstructor(constructor);
    }

    private <A> void bindArgument(Key<A> parameter, Object argument) {
      // As the caller of the constructor would be asked for.
      @SuppressWarnings("unchecked")
      A given = (A) argument;
      bind(parameter).toInstance(given);
    }
  }
}
