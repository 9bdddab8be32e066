package io.zklocked.woven;

import io.zklocked.agent.link.CalledSites;
import io.zklocked.agent.link.LazyRuntime;
import io.zklocked.agent.link.LinkTerms;
import io.zklocked.agent.link.Linkage;
import io.zklocked.agent.link.LiveSettings;
import io.zklocked.agent.link.MethodWatch;
import io.zklocked.agent.link.SpringTransactions;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.metrics.DeferredObserver;
import io.zklocked.runtime.metrics.JmxSource;
import io.zklocked.runtime.rule.RulesFile;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the calls of methods arrive that were woven when they were built. Class files name it, so
 * that its name and its methods are for ever. Thread-safe.
 *
 * <p>They lead to the agent's runtime if the agent is there when the first of them is linked, and
 * else to one of their own, which is configured as {@link ZkLocksConfig#load()} does. Which of the
 * two is then settled: with both, a thread would wait for itself.
 */
public final class Dispatch {

  private static final Logger LOG = LoggerFactory.getLogger("io.zklocked");
  private static final String OF_AGENT = "java.lang.ZkLockedDispatch";

  private static final AtomicReference<@Nullable Function<Object[], CallSite>> LINKER =
      new AtomicReference<>();

  private static final CalledSites SITES = new CalledSites(Dispatch::linked);

  private Dispatch() {}

  /**
   * Links a call site of woven code.
   *
   * @param caller the class that was woven
   * @param name what the site does
   * @param type its type
   * @param arguments what it needs to know
   * @return the site; a failure is kept for its calls
   */
  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Object... arguments) {
    return linked(new Object[] {caller, name, type, arguments});
  }

  /**
   * Does what a call site would do, for woven code of class files that cannot hold one.
   *
   * @param arguments what the site takes
   * @param caller the class that was woven
   * @param site what the site does, its type, and what it needs to know
   * @return what the site gives; null for nothing
   * @throws Throwable what the site throws
   */
  public static @Nullable Object call(
      @Nullable Object[] arguments, MethodHandles.Lookup caller, String site) throws Throwable {
    return (Object) SITES.apply(caller, site).invokeExact(arguments);
  }

  private static CallSite linked(Object[] request) {
    Function<Object[], CallSite> linker = LINKER.get();
    if (linker == null) {
      Function<Object[], CallSite> found = find();
      linker = LINKER.compareAndSet(null, found) ? found : LINKER.get();
    }
    if (linker == null) {
      throw new AssertionError("what is settled stays");
    }
    return linker.apply(request);
  }

  private static Function<Object[], CallSite> find() {
    Class<?> dispatch;
    try {
      dispatch = Class.forName(OF_AGENT, true, null);
    } catch (ClassNotFoundException e) {
      return own();
    }
    try {
      MethodHandle link =
          MethodHandles.publicLookup()
              .findStatic(
                  dispatch,
                  "link",
                  MethodType.methodType(
                      CallSite.class,
                      MethodHandles.Lookup.class,
                      String.class,
                      MethodType.class,
                      Object[].class))
              .asFixedArity();
      return request -> linkBy(link, request);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the agent's dispatcher is of another version", e);
    }
  }

  private static CallSite linkBy(MethodHandle link, Object[] request) {
    try {
      return (CallSite) link.invokeWithArguments(request);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the agent's dispatcher failed", e);
    }
  }

  private static Function<Object[], CallSite> own() {
    // Of Spring's transactions nothing is known, since its classes are not woven.
    SpringTransactions transactions = new SpringTransactions();
    LiveSettings settings = new LiveSettings(RulesFile.NONE, false);
    return new Linkage(
        new LazyRuntime(ZkLocksConfig::load, known -> start(known, transactions, settings)),
        transactions,
        new NoSites(),
        type -> {
          throw new IllegalStateException("no rights are given in " + type.getName());
        },
        new LinkTerms(settings, true, MethodWatch.NONE, null));
  }

  private static LockRuntime start(
      ZkLocksConfig known, SpringTransactions transactions, LiveSettings settings) {
    if (known.observes()) {
      throw new IllegalStateException(
          "observe=on: what was woven when it was built is locked all the same; observe it under"
              + " the agent, without weaving it in the build");
    }
    settings.change(known.rules());
    known.warnings().stream().filter(each -> each.startsWith("rules ")).forEach(LOG::warn);
    return LockRuntime.start(
        known.withoutRules(),
        known.metrics()
            ? new DeferredObserver(new JmxSource(known.sessionTimeout()::toMillis))
            : LockObserver.NONE,
        transactions);
  }
}
