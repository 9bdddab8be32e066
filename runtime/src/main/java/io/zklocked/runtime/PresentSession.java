package io.zklocked.runtime;

import io.zklocked.LockInterruptedException;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The session that an ensemble has now, for whoever wants one before a lock does. Thread-safe. */
final class PresentSession implements Ensemble.Events {

  private final String ensemble;

  /** Written by events alone, which come one at a time. */
  private volatile CompletableFuture<Session> present = new CompletableFuture<>();

  private volatile @Nullable String failure;

  /**
   * None is there yet.
   *
   * @param ensemble where it is, for messages
   */
  PresentSession(String ensemble) {
    this.ensemble = ensemble;
  }

  /** Waits until a session is connected. */
  Session await(Duration limit) {
    try {
      return present.get(LockRuntime.nanos(limit), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String reason = failure;
      throw LockUnavailableException.of(
          Map.of(
              "message",
              "There is no session with %s after %s%s"
                  .formatted(
                      ensemble,
                      DurationText.of(limit),
                      reason == null
                          ? ": is it running, and is the address right?"
                          : ": " + reason)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LockInterruptedException.of(
          Map.of("message", "Interrupted while waiting for a session with " + ensemble + "."));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a session is there or not, and cannot fail", e);
    }
  }

  /** Null while none is connected. */
  @Nullable Session now() {
    return present.getNow(null);
  }

  @Override
  public void connected(Session session) {
    failure = null;
    if (!present.complete(session)) {
      present = CompletableFuture.completedFuture(session);
    }
  }

  @Override
  public void disconnected(Session session) {
    awaitNext();
  }

  @Override
  public void ended(Session session) {
    awaitNext();
  }

  /** Whoever waits for a session already waits for the next as well. */
  private void awaitNext() {
    if (present.isDone()) {
      present = new CompletableFuture<>();
    }
  }

  @Override
  public void changed(Session session, String path) {
    // of no interest
  }

  @Override
  public void failed(String reason) {
    failure = reason;
  }
}
