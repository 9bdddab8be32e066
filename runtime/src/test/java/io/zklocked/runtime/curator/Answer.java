package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.Session;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The answer to one request, once it is there. Thread-safe. */
final class Answer<T> implements Session.Reply<T> {

  private static final long PATIENCE_SECONDS = 30;

  private record Given<T>(Session.Code code, @Nullable T value) {}

  private final CompletableFuture<Given<T>> given = new CompletableFuture<>();
  private final AtomicInteger times = new AtomicInteger();
  private final Thread asker = Thread.currentThread();
  private volatile boolean onAskersThread;

  @Override
  public void answer(Session.Code code, @Nullable T value) {
    times.incrementAndGet();
    onAskersThread |= Thread.currentThread() == asker;
    given.complete(new Given<>(code, value));
  }

  Session.Code code() throws Exception {
    return given.get(PATIENCE_SECONDS, TimeUnit.SECONDS).code();
  }

  /** Waits for the value; the answer must be OK. */
  T value() throws Exception {
    Given<T> answer = given.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(answer.code()).isEqualTo(Session.Code.OK);
    return Objects.requireNonNull(answer.value());
  }

  int times() {
    return times.get();
  }

  boolean cameOnAskersThread() {
    return onAskersThread;
  }
}
