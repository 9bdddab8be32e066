package io.zklocked.runtime.inspect;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.OperatorSession;
import io.zklocked.runtime.engine.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The session of an inspector. Thread-safe. The lock guards who waits for a session and who for a
 * change; nothing is called under it.
 */
final class Connection implements Ensemble.Events {

  private final Ensemble ensemble;
  private final long patienceNanos;

  @GuardedBy("this")
  private CompletableFuture<Session> session = new CompletableFuture<>();

  @GuardedBy("this")
  private final Map<String, Runnable> watches = new HashMap<>();

  @GuardedBy("this")
  private @Nullable String failure;

  Connection(Ensemble ensemble, long patienceNanos) {
    this.ensemble = ensemble;
    this.patienceNanos = patienceNanos;
  }

  /** How long one may wait for an answer. */
  long patienceNanos() {
    return patienceNanos;
  }

  /** Waits for a connected session, for as long as one may wait for any answer. */
  Session session() {
    Future<Session> wanted;
    synchronized (this) {
      wanted = session;
    }
    return await(wanted);
  }

  /** The same for what only servers can do. */
  OperatorSession operatorSession() {
    if (session() instanceof OperatorSession operators) {
      return operators;
    }
    throw new IllegalStateException(ensemble.description() + " keeps no locks of others");
  }

  /**
   * Waits for an answer.
   *
   * @throws LockUnavailableException if none comes in time, or none can come
   * @throws MissingRightException if the servers refuse it
   */
  <T> T await(Future<T> answer) {
    try {
      return answer.get(patienceNanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw unavailable(silence());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MissingRightException refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof LockUnavailableException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("an answer could not be taken", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LockInterruptedException.of(
          Map.of("message", "Interrupted while waiting for " + ensemble.description() + "."));
    }
  }

  /** What becomes of a request that was answered by anything else than what was hoped for. */
  RuntimeException refused(Session.Code code, String right, String path) {
    return switch (code) {
      case NO_RIGHTS -> new MissingRightException(right, path);
      case DOUBTFUL -> unavailable("the connection to " + ensemble.description() + " is lost");
      case SESSION_ENDED -> unavailable("the session with " + ensemble.description() + " ended");
      default ->
          unavailable(ensemble.description() + " refuses a request for " + path + ": " + code);
    };
  }

  LockUnavailableException unavailable(String reason) {
    return LockUnavailableException.of(Map.of("message", "The ensemble is away: " + reason + "."));
  }

  private synchronized String silence() {
    if (failure != null) {
      return failure;
    }
    return session.isDone()
        ? ensemble.description() + " does not answer"
        : "no server of "
            + ensemble.description()
            + " answers; see that it runs, and that the address is right";
  }

  /** Asks to be told of the next change of a path, or of anything that may have hidden one. */
  synchronized void onChange(String path, Runnable told) {
    watches.put(path, told);
  }

  synchronized void forget(String path) {
    watches.remove(path);
  }

  @Override
  public void connected(Session now) {
    CompletableFuture<Session> waiting;
    synchronized (this) {
      failure = null;
      if (session.isDone()) {
        session = new CompletableFuture<>();
      }
      waiting = session;
    }
    waiting.complete(now);
    tellAll();
  }

  @Override
  public void disconnected(Session gone) {
    forgetSession();
    tellAll();
  }

  @Override
  public void ended(Session gone) {
    forgetSession();
    tellAll();
  }

  /** Whoever waits for a session goes on waiting for the next. */
  private synchronized void forgetSession() {
    if (session.isDone()) {
      session = new CompletableFuture<>();
    }
  }

  @Override
  public void changed(Session in, String path) {
    Runnable told;
    synchronized (this) {
      told = watches.get(path);
    }
    if (told != null) {
      told.run();
    }
  }

  private void tellAll() {
    Map<String, Runnable> all;
    synchronized (this) {
      all = Map.copyOf(watches);
    }
    all.values().forEach(Runnable::run);
  }

  @Override
  public synchronized void failed(String reason) {
    failure = reason;
  }
}
