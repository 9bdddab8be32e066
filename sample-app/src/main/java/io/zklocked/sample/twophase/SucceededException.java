package io.zklocked.sample.twophase;

/** Somebody else has the office now; whoever gets this must not go on. */
public final class SucceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SucceededException(long own, long newer) {
    super("token %x has a successor, %x".formatted(own, newer));
  }
}
