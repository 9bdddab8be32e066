package io.zklocked.runtime;

import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.call.Acquirer;
import io.zklocked.runtime.call.Calls;
import io.zklocked.runtime.call.LockedMethod;
import io.zklocked.runtime.call.MinimumHolds;
import io.zklocked.runtime.call.OverdueWatch;
import io.zklocked.runtime.call.Retention;
import io.zklocked.runtime.call.Transactions;
import io.zklocked.runtime.call.Waiting;
import io.zklocked.runtime.curator.CuratorEnsemble;
import io.zklocked.runtime.curator.Servers;
import io.zklocked.runtime.engine.EngineLog;
import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.JvmIdentity;
import io.zklocked.runtime.engine.LockEngine;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.engine.LockSpace;
import io.zklocked.runtime.engine.Policy;
import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Time;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.runtime.memory.MemoryEnsemble;
import io.zklocked.runtime.metrics.DeferredObserver;
import io.zklocked.runtime.metrics.Meters;
import io.zklocked.runtime.observe.Observations;
import io.zklocked.runtime.observe.ObservedSpace;
import io.zklocked.runtime.order.LockOrder;
import io.zklocked.runtime.order.OrderExchange;
import io.zklocked.syntax.WaitTime;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance: an ensemble, its session, the engine and what watches it. For front ends;
 * applications use {@link ZkLocks}. Thread-safe. Nothing connects before the first lock is wanted.
 */
public final class LockRuntime implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger("io.zklocked");

  /** The names of the classes by which an application comes to a lock. */
  private static final Set<String> ENTRANCES =
      Set.of(
          ZkLocks.class.getName(),
          LockView.class.getName(),
          Acquirer.class.getName(),
          LockedMethod.class.getName());

  private final ZkLocksConfig config;
  private final LockObserver observer;
  private final SystemTime time = new SystemTime();
  private final Runnable disconnect;
  private final LockSpace space;
  private final @Nullable PresentSession session;
  private final KeySpace keys;
  private final MinimumHolds minimumHolds = new MinimumHolds(time, LOGGER::info);
  private final Acquirer acquirer;
  private final Calls calls;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ShutdownHook hook = new ShutdownHook(this::close);

  private LockRuntime(
      ZkLocksConfig config,
      LockObserver observer,
      Transactions transactions,
      @Nullable Observations observations,
      @Nullable Rehearsal rehearsal) {
    this.config = config;
    this.observer = config.metrics() ? DeferredObserver.of(observer) : LockObserver.NONE;
    keys = KeySpace.below(config.root()).sharing(config.persistentParents());
    OrderExchange exchange = null;
    if (observations != null) {
      space = new ObservedSpace(observations, this.observer, time::nanos);
      session = null;
      disconnect = observations::summarize;
    } else {
      JvmIdentity jvm = ThisJvm.identity();
      Supplier<UUID> ids = ThisJvm.ids();
      exchange = exchange(config, keys, jvm, ids, time);
      Ensemble ensemble = rehearsal == null ? ensemble(config, keys) : rehearsal.ensemble();
      EngineLog log = rehearsal == null ? new Slf4jLog() : rehearsal;
      session = new PresentSession(ensemble.description());
      space = connected(config, ensemble, jvm, ids, exchange, session, log);
      disconnect = ensemble::close;
    }
    acquirer =
        new Acquirer(
            space,
            new Waiting(nanos(config.connectTimeout()), nanos(config.waitWarning()), LOGGER::warn),
            config.verifiedRelease() ? nanos(config.sessionTimeout()) : 0,
            time,
            order(config, exchange));
    calls =
        new Calls(
            acquirer,
            keys,
            config::property,
            new WaitTime(nanos(config.waitTime())),
            new Retention(longestRetentionNanos(), LOGGER::warn),
            new OverdueWatch(time, space::overdue, LOGGER::warn),
            minimumHolds,
            transactions,
            config.rules()::applyTo,
            LOGGER::warn);
  }

  private LockSpace connected(
      ZkLocksConfig config,
      Ensemble ensemble,
      JvmIdentity jvm,
      Supplier<UUID> ids,
      @Nullable OrderExchange exchange,
      PresentSession session,
      EngineLog log) {
    LockEngine engine =
        new LockEngine(ensemble.description(), time, observer, log, jvm, ids, policy(config, keys));
    Ensemble.Events told = new Audience(engine, session);
    return new ConnectedSpace(
        engine, ensemble, exchange == null ? told : new Audience(told, exchange));
  }

  /**
   * Starts a runtime that nobody watches, with a shutdown hook that closes it.
   *
   * @param config its configuration
   * @return the runtime
   */
  public static LockRuntime start(ZkLocksConfig config) {
    return start(config, LockObserver.NONE);
  }

  /**
   * Starts a runtime, with a shutdown hook that closes it.
   *
   * @param config its configuration
   * @param observer who watches its locks, unless {@code metrics=off}: told nothing before the
   *     first body has ended, then everything; closed with the runtime if it is {@link Meters}
   * @return the runtime
   */
  public static LockRuntime start(ZkLocksConfig config, LockObserver observer) {
    return start(config, observer, Transactions.NONE);
  }

  /**
   * Starts a runtime whose locks respect transactions, with a shutdown hook that closes it.
   *
   * @param config its configuration
   * @param observer as for {@link #start(ZkLocksConfig, LockObserver)}
   * @param transactions which of them are active
   * @return the runtime
   */
  public static LockRuntime start(
      ZkLocksConfig config, LockObserver observer, Transactions transactions) {
    LockRuntime runtime = new LockRuntime(config, observer, transactions, null, null);
    runtime.hook.register();
    config.warnings().forEach(LOGGER::warn);
    return runtime;
  }

  /**
   * Starts a runtime that LOCKS NOTHING, connects nowhere, and tells what would have been waited
   * for, with a shutdown hook that closes it. Its holds are always valid, and have the token 0.
   *
   * @param config its configuration
   * @param observer is told of each call what would have come of it
   * @param observations counts that
   * @return the runtime
   */
  public static LockRuntime observing(
      ZkLocksConfig config, LockObserver observer, Observations observations) {
    ZkLocksConfig harmless =
        config.orderCheck() == OrderCheck.FAIL ? config.withOrderCheck(OrderCheck.WARN) : config;
    LockRuntime runtime =
        new LockRuntime(harmless, observer, Transactions.NONE, observations, null);
    runtime.hook.register();
    return runtime;
  }

  /**
   * Plays a first lock that is nobody's, so that the first real one finds loaded and made what it
   * needs of the JVM. Blocks for as long; connects nowhere, says nothing, and changes nothing but
   * how long that takes.
   */
  public void rehearse() {
    ZkLocksConfig harmless = config.withConnect("memory");
    Rehearsal rehearsal = new Rehearsal();
    try (LockRuntime stage =
        new LockRuntime(harmless, LockObserver.NONE, Transactions.NONE, null, rehearsal)) {
      rehearsal.play(stage.calls());
    } catch (RuntimeException e) {
      LOGGER.debug("a first lock could not be rehearsed, and will take longer", e);
    }
  }

  static Inspector inspect(ZkLocksConfig config) {
    KeySpace keys = KeySpace.below(config.root()).sharing(config.persistentParents());
    return Inspector.connect(
        ensemble(config, keys), keys, config.connectTimeout(), ThisJvm.identity().host());
  }

  private static Ensemble ensemble(ZkLocksConfig config, KeySpace keys) {
    return config.isMemory()
        ? new MemoryEnsemble()
        : new CuratorEnsemble(
            new Servers(config.connect()),
            config.persistentParents().without(keys.controlTree()),
            ClientSecurity.of(config),
            config.sessionTimeout(),
            config.connectTimeout());
  }

  private static Policy policy(ZkLocksConfig config, KeySpace keys) {
    Policy policy =
        new Policy(config.handOff(), nanos(config.retain()), config.verifiedRelease(), true);
    return config.isMemory() ? policy : policy.askingAt(keys.breaks());
  }

  /** Null where nobody else can be, or nobody asks. */
  private static @Nullable OrderExchange exchange(
      ZkLocksConfig config, KeySpace keys, JvmIdentity jvm, Supplier<UUID> ids, Time time) {
    return config.isMemory() || config.orderCheck() == OrderCheck.OFF
        ? null
        : new OrderExchange(keys.controlTree() + "/orders", jvm, ids, time, LOGGER::warn);
  }

  private static @Nullable LockOrder order(ZkLocksConfig config, @Nullable OrderExchange exchange) {
    LockOrder.Program program = new LockOrder.Program(ENTRANCES, config::property);
    return switch (config.orderCheck()) {
      case OFF -> null;
      case WARN -> LockOrder.warning(LOGGER::warn, program, exchange);
      case FAIL -> LockOrder.failing(program, exchange);
    };
  }

  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Where calls of annotated methods arrive.
   *
   * @return the same object always
   */
  public Calls calls() {
    return calls;
  }

  /**
   * The configuration.
   *
   * @return as it was started with
   */
  public ZkLocksConfig config() {
    return config;
  }

  /**
   * How long the servers wait for this process when it is silent. Asks nobody.
   *
   * @return what they have granted, which may be less or more than what is configured; what is
   *     configured while no session is connected
   */
  public Duration sessionTimeout() {
    Session connected = session == null ? null : session.now();
    return connected == null ? config.sessionTimeout() : Duration.ofNanos(connected.timeoutNanos());
  }

  /** As {@link ZkLocks#connect}. */
  String connect(Duration limit) {
    if (session == null || !(space instanceof ConnectedSpace connected)) {
      throw new IllegalStateException("a runtime that only observes has no session");
    }
    if (closed.get()) {
      throw LockUnavailableException.of(Map.of("message", "This runtime is closed."));
    }
    connected.connect();
    return session.await(limit).id();
  }

  long longestRetentionNanos() {
    return nanos(ConfigWarnings.longestRetention(config.sessionTimeout()));
  }

  Acquirer acquirer() {
    return acquirer;
  }

  KeySpace keys() {
    return keys;
  }

  /**
   * Closes in order: releases what was only held on ({@code lockAtLeastFor}) and says what that cut
   * short; refuses new locks and fails those that wait; lets running bodies end for up to the grace
   * time ({@code shutdown-grace}); then marks what is left as lost, interrupts it, and closes the
   * session, so that nobody waits for its timeout. Blocks for as long. Only the first call has an
   * effect.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    hook.unregister();
    minimumHolds.cutShort();
    awaitBodies();
    space.abandon();
    disconnect.run();
    time.close();
    closeObserver();
  }

  private void awaitBodies() {
    boolean interrupted = false;
    long deadline = System.nanoTime() + nanos(config.shutdownGrace());
    var drained = space.drain();
    while (true) {
      try {
        drained.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        break;
      } catch (TimeoutException e) {
        LOGGER.warn(
            "the grace time has passed (shutdown-grace={}): shutting down, although locked bodies"
                + " still run or their release is not confirmed",
            DurationText.of(config.shutdownGrace()));
        break;
      } catch (ExecutionException e) {
        throw new IllegalStateException("the lock engine failed to drain", e.getCause());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeObserver() {
    if (observer instanceof Meters meters) {
      meters.close();
    }
  }
}
