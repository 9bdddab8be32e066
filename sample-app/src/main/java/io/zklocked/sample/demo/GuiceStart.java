package io.zklocked.sample.demo;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import io.zklocked.guice.ZkLockedModule;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.metrics.DeferredObserver;
import io.zklocked.runtime.metrics.JmxSource;
import io.zklocked.sample.bank.Accounts;
import io.zklocked.sample.bank.BankProgram;
import io.zklocked.sample.mutex.MutexEvent;
import io.zklocked.sample.mutex.MutexProgram;
import io.zklocked.sample.mutex.Section;
import java.lang.reflect.Constructor;
import java.sql.Connection;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Starts a program with the objects whose methods are annotated made by Guice, so that its
 * interceptor locks them. The program is the same class file; it does not know.
 */
public final class GuiceStart {

  private GuiceStart() {}

  /**
   * Starts a program.
   *
   * @param args the configuration as the agent takes it, the main class of the program, and its
   *     arguments
   * @throws Exception if the program cannot go on
   */
  public static void main(String[] args) throws Exception {
    ZkLocksConfig config = ZkLocksConfig.load(args[0]);
    Module locks =
        new ZkLockedModule(
            config, new DeferredObserver(new JmxSource(config.sessionTimeout()::toMillis)));
    String[] rest = Arrays.copyOfRange(args, 2, args.length);
    if (args[1].equals(BankProgram.class.getName())) {
      BankProgram.run(connection -> accounts(locks, connection), rest);
    } else if (args[1].equals(MutexProgram.class.getName())) {
      MutexProgram.run((worker, report) -> section(locks, worker, report), rest);
    } else {
      throw new IllegalArgumentException("no program of the sample: " + args[1]);
    }
  }

  private static Accounts accounts(Module locks, Connection connection) {
    return create(
        locks,
        Accounts.class,
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Connection.class).toInstance(connection);
            bind(Accounts.class).toConstructor(constructor(Accounts.class, Connection.class));
          }
        });
  }

  private static Section section(Module locks, int worker, Consumer<MutexEvent> report) {
    return create(
        locks,
        Section.class,
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Integer.class).toInstance(worker);
            bind(new TypeLiteral<Consumer<MutexEvent>>() {}).toInstance(report);
            bind(Section.class)
                .toConstructor(constructor(Section.class, int.class, Consumer.class));
          }
        });
  }

  private static <T> T create(Module locks, Class<T> type, Module bindings) {
    Injector injector = Guice.createInjector(locks, bindings);
    return injector.getInstance(type);
  }

  private static <T> Constructor<T> constructor(Class<T> type, Class<?>... parameters) {
    try {
      return type.getConstructor(parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has another constructor", e);
    }
  }
}
