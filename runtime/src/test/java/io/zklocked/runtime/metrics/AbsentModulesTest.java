package io.zklocked.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.LockObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What happens where JMX is not there, and that it is not touched early where it is. */
class AbsentModulesTest {

  private static final String PACKAGE = "io.zklocked.runtime.metrics.";

  @Test
  void jmxIsNotTouchedBeforeTheFirstBodyHasEnded() throws Exception {
    Watching loader = new Watching(false);
    StepByStep executor = new StepByStep();
    try (Meters observer = deferred(loader, executor)) {
      observer.session(LockObserver.SessionState.CONNECTED);
      observer.started("a");
      observer.ended("a", LockObserver.Outcome.GRANTED, 1);
      assertThat(loader.optional()).isEmpty();
      assertThat(loader.wanted).doesNotContain(PACKAGE + "JmxMeters");
      observer.released("a", 1);
      assertThat(loader.optional()).isEmpty();
      executor.run();
      assertThat(loader.optional()).isNotEmpty();
    }
  }

  @Test
  void absentJmxCostsOneLineAndNoFailure() throws Exception {
    StepByStep executor = new StepByStep();
    Meters observer = deferred(new Watching(true), executor);
    PrintStream err = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      Script.hold(observer, "a");
      executor.run();
      Script.hold(observer, "a");
      observer.close();
    } finally {
      System.setErr(err);
    }
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("There are no meters of the locks, which work all the same")
        .contains("NoClassDefFoundError");
  }

  @Test
  void nothingButItsOwnClassesNeedsMicrometer() throws Exception {
    Watching loader = new Watching(false);
    StepByStep executor = new StepByStep();
    try (Meters observer = deferred(loader, executor)) {
      Script.hold(observer, "a");
      executor.run();
      assertThat(loader.wanted).noneMatch(name -> name.startsWith("io.micrometer."));
    }
  }

  private static long unknown() {
    return -1;
  }

  private static Meters deferred(Watching loader, Executor executor) throws Exception {
    Object source =
        loader
            .loadClass(PACKAGE + "JmxSource")
            .getConstructor(LongSupplier.class)
            .newInstance((LongSupplier) AbsentModulesTest::unknown);
    return (Meters)
        loader
            .loadClass(PACKAGE + "DeferredObserver")
            .getConstructor(Supplier.class, Executor.class)
            .newInstance(source, executor);
  }

  /** Runs its one task when told. */
  private static final class StepByStep implements Executor {
    private Runnable task = () -> {};

    @Override
    public void execute(Runnable next) {
      task = next;
    }

    void run() {
      task.run();
    }
  }

  /** Loads the classes of the package anew, and notes what they want; JMX may be hidden. */
  private static final class Watching extends ClassLoader {
    final Set<String> wanted = Collections.synchronizedSet(new HashSet<>());
    private final boolean withoutJmx;

    Watching(boolean withoutJmx) {
      super(AbsentModulesTest.class.getClassLoader());
      this.withoutJmx = withoutJmx;
    }

    Set<String> optional() {
      Set<String> optional = new HashSet<>(wanted);
      optional.removeIf(name -> !isJmx(name));
      return optional;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      wanted.add(name);
      if (withoutJmx && isJmx(name)) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(PACKAGE) || name.equals(PACKAGE + "Meters")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    private static boolean isJmx(String name) {
      return name.startsWith("javax.management.") || name.startsWith("java.lang.management.");
    }
  }
}
