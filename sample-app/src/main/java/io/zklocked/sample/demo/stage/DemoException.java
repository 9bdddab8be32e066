package io.zklocked.sample.demo.stage;

import org.jspecify.annotations.Nullable;

/** Says why the demo cannot go on; its message is for the user. */
public final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DemoException(String message) {
    this(message, null);
  }

  public DemoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
