package io.zklocked.sample.demo.stage;

import com.google.inject.Guice;
import com.google.inject.Module;
import io.zklocked.guice.ZkLockedModule;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.metrics.DeferredObserver;
import io.zklocked.runtime.metrics.JmxSource;
import java.lang.reflect.Constructor;

/** What the main classes need that have a program's objects made by Guice. */
public final class GuiceLocks {

  private GuiceLocks() {}

  /**
   * The locks of this process.
   *
   * @param configuration as the agent takes it
   */
  public static Module module(String configuration) {
    ZkLocksConfig config = ZkLocksConfig.load(configuration);
    return new ZkLockedModule(
        config, new DeferredObserver(new JmxSource(config.sessionTimeout()::toMillis)));
  }

  /**
   * Makes an object whose annotated methods are locked.
   *
   * @param locks of this process
   * @param type of the object
   * @param bindings of it and of what its constructor takes
   */
  public static <T> T create(Module locks, Class<T> type, Module bindings) {
    return Guice.createInjector(locks, bindings).getInstance(type);
  }

  /**
   * A constructor, for {@code toConstructor}.
   *
   * @param type what it makes
   * @param parameters their types
   */
  public static <T> Constructor<T> constructor(Class<T> type, Class<?>... parameters) {
    try {
      return type.getConstructor(parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has another constructor", e);
    }
  }
}
