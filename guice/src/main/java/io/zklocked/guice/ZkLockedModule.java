package io.zklocked.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.matcher.Matchers;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.engine.LockObserver;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Locks the methods with {@link io.zklocked.ZkLocked} of all objects that Guice creates:
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(
 *     new ZkLockedModule(ZkLocksConfig.connect("zk1:2181,zk2:2181")), new OrdersModule());
 * }</pre>
 *
 * <p>Install it in the root injector; children and private modules lock as well. Install it before
 * modules whose interceptors must run inside of the lock, such as those that open a transaction:
 * Guice nests interceptors in the order of the modules. A locked method with {@code @Transactional}
 * (of Guice Persist or of Jakarta) is refused where another interceptor comes before the lock.
 *
 * <p><b>What cannot be locked is refused.</b> Guice intercepts a method by overriding it. A method
 * that is private, static, final, package-private or without a body, a final class, an object that
 * Guice did not create, a template or a wait time that cannot be used: each is an error at injector
 * creation which names the place, the reason and the remedy, all in one report. What is asked for
 * later, without a binding of its own, is refused then. An object that a provider gives under
 * another type is refused when it is given. Types without the annotation are left as they are.
 *
 * <p>In a JVM with the agent, classes that the agent has woven are locked by it and not intercepted
 * as well; none of these rules apply to them.
 *
 * <p>Binds {@link ZkLocks}, for locks by hand from the same runtime. Nothing connects before the
 * first lock is wanted. The runtime closes with the JVM; an application that ends earlier, such as
 * one of several in a container, closes it by {@code injector.getInstance(ZkLocks.class).close()},
 * which blocks for at most the grace time. Locked methods fail with {@link
 * io.zklocked.LockUnavailableException} from then on.
 *
 * <p>One module object stands for one runtime, however many injectors it is used for. Thread-safe.
 */
public final class ZkLockedModule extends AbstractModule {

  private final ZkLocksConfig config;
  private final LockObserver meters;
  private @Nullable LockRuntime runtime;

  /**
   * A module with a runtime of its own, without meters.
   *
   * @param config its configuration
   */
  public ZkLockedModule(ZkLocksConfig config) {
    this(config, LockObserver.NONE);
  }

  /**
   * A module with a runtime of its own, with meters.
   *
   * @param config its configuration
   * @param meters who watches the locks, such as {@code new MicrometerMeters(registry)}; closed
   *     with the runtime
   */
  public ZkLockedModule(ZkLocksConfig config, LockObserver meters) {
    this.config = Objects.requireNonNull(config, "config");
    this.meters = Objects.requireNonNull(meters, "meters");
  }

  @Override
  protected void configure() {
    LockedMethods methods = new LockedMethods(() -> runtime().calls());
    LockInterceptor interceptor = new LockInterceptor(methods);
    InjectorCheck check = new InjectorCheck(methods, interceptor);
    bindListener(Matchers.any(), check);
    bindListener(check::watches, check);
    bindInterceptor(check::intercepts, ZkLockedModule::isLocked, interceptor);
    bind(ZkLocks.class).toProvider(() -> ZkLocks.of(runtime())).in(Singleton.class);
    requestInjection(new InjectorCheck.Gate());
  }

  private static boolean isLocked(Method method) {
    return DeclaredLocks.isLocked(method) && !Weaving.locks(method.getDeclaringClass());
  }

  private synchronized LockRuntime runtime() {
    LockRuntime started = runtime;
    if (started == null) {
      started = LockRuntime.start(config, meters);
      runtime = started;
    }
    return started;
  }
}
