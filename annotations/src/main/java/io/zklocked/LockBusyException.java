package io.zklocked;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says that the wait time has passed and somebody else still holds the lock. The request has left
 * the queue, and the body did not run.
 */
public final class LockBusyException extends ZkLockException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String holder;
  private final @Nullable Instant since;
  private final @Nullable Duration waited;

  private LockBusyException(Map<String, ?> facts) {
    super(facts);
    this.holder = Facts.text(facts, "holder");
    this.since = Facts.value(facts, "since", Instant.class);
    this.waited = Facts.value(facts, "waited", Duration.class);
  }

  /**
   * Builds the exception from facts.
   *
   * @param facts as in {@link ZkLockException}, and {@code holder} (a string), {@code since} (an
   *     {@link Instant}), {@code waited} (a {@link Duration})
   * @return the exception, not thrown yet
   */
  public static LockBusyException of(Map<String, ?> facts) {
    return new LockBusyException(facts);
  }

  /**
   * Who held the lock when the wait ended, as far as its owner record tells: host, process, thread
   * and method. What strangers wrote there is escaped and cut.
   *
   * @return a line of text, or null if it could not be read in time
   */
  public @Nullable String holder() {
    return holder;
  }

  /**
   * Since when the holder has been in line for the lock, by the clock of its own machine; it was
   * granted the lock then or later.
   *
   * @return the time, or null if the owner record does not tell
   */
  public @Nullable Instant since() {
    return since;
  }

  /**
   * How long this call has waited.
   *
   * @return the time from the request to the exception, or null if it is not known
   */
  public @Nullable Duration waited() {
    return waited;
  }
}
