package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes down what an ensemble tells, for a test to read in order. Thread-safe. */
class HeardEvents implements Ensemble.Events {

  private static final long PATIENCE_SECONDS = 30;

  /**
   * @param kind the method that was called
   * @param session its session, if it has one
   * @param text its path or reason, or nothing
   */
  record Heard(String kind, @Nullable Session session, String text) {}

  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  @Override
  public void connected(Session session) {
    heard.add(new Heard("connected", session, ""));
  }

  @Override
  public void disconnected(Session session) {
    heard.add(new Heard("disconnected", session, ""));
  }

  @Override
  public void ended(Session session) {
    heard.add(new Heard("ended", session, ""));
  }

  @Override
  public void changed(Session session, String path) {
    heard.add(new Heard("changed", session, path));
  }

  @Override
  public void failed(String reason) {
    heard.add(new Heard("failed", null, reason));
  }

  /** Waits for the next event, which must be of this kind. */
  Heard next(String kind) throws InterruptedException {
    Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("an event, expected: %s", kind).isNotNull();
    assertThat(next.kind()).as("%s", next).isEqualTo(kind);
    return next;
  }

  Session nextConnected() throws InterruptedException {
    return Objects.requireNonNull(next("connected").session());
  }

  /** What was heard and not read yet. */
  Iterable<Heard> rest() {
    return heard;
  }
}
