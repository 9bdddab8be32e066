package io.zklocked.sample.demo;

/** Says which argument of the command line is wrong, and what is right. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
