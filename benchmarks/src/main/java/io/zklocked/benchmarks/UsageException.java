package io.zklocked.benchmarks;

import java.io.Serial;

/** The command line is wrong; the message says how to put it right. */
final class UsageException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
