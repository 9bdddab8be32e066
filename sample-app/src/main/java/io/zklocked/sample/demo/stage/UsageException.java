package io.zklocked.sample.demo.stage;

/** Says which argument of the command line is wrong, and what is right. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
