package io.zklocked.agent.link;

import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.call.Calls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtime, started when it is expected or first asked for; if that fails, the next caller tries
 * again. It starts on a thread of its own, so that nothing of the thread that happened to come
 * first, such as its context loader, is inherited. Thread-safe; {@code this} guards the field, and
 * nobody waits under it.
 */
public final class LazyRuntime implements Supplier<Calls> {

  private static final Logger LOG = LoggerFactory.getLogger(LazyRuntime.class);

  private final Supplier<ZkLocksConfig> config;
  private final Function<ZkLocksConfig, LockRuntime> start;
  private @Nullable CompletableFuture<LockRuntime> runtime;

  /**
   * A runtime that is not started yet.
   *
   * @param config gives its configuration; asked whenever it is to start
   * @param start starts it
   */
  public LazyRuntime(Supplier<ZkLocksConfig> config, Function<ZkLocksConfig, LockRuntime> start) {
    this.config = config;
    this.start = start;
  }

  /** Starts it if nobody has, and waits for nothing: somebody will ask for it soon. */
  public void expect() {
    var unused = started(); // whoever asks for it hears how that went
  }

  @Override
  public Calls get() {
    try {
      return started().join().calls();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      throw new IllegalStateException(
          "the runtime of zklocked cannot start: " + (cause == null ? e : cause).getMessage(),
          cause);
    }
  }

  private synchronized CompletableFuture<LockRuntime> started() {
    CompletableFuture<LockRuntime> known = runtime;
    if (known != null) {
      return known;
    }
    CompletableFuture<LockRuntime> starting = new CompletableFuture<>();
    Thread starter = new Thread(null, () -> start(starting), "zklocked-start", 0, false);
    starter.setContextClassLoader(LazyRuntime.class.getClassLoader());
    starter.setDaemon(true);
    starter.start();
    runtime = starting;
    return starting;
  }

  private synchronized void forget(CompletableFuture<LockRuntime> failed) {
    if (runtime == failed) {
      runtime = null;
    }
  }

  private void start(CompletableFuture<LockRuntime> starting) {
    LockRuntime started;
    try {
      ZkLocksConfig chosen = config.get();
      if (TrainingRun.isOne()) {
        LOG.warn(
            "this JVM trains an AOT cache: it connects to nothing, and its locks hold within it alone");
        chosen = chosen.withConnect("memory");
      }
      started = start.apply(chosen);
    } catch (Throwable e) {
      // Whoever waits for it is told, whatever it was; whoever comes later starts it anew.
      forget(starting);
      starting.completeExceptionally(e);
      return;
    }
    starting.complete(started);
    started.rehearse(); // beside the class that is being woven, or linked
  }
}
