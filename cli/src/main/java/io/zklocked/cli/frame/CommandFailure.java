package io.zklocked.cli.frame;

/** Ends a command with one line that says what happened and what to do. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String kind;

  /**
   * A failure.
   *
   * @param exitCode one of {@link ExitCodes}
   * @param kind one word for programs, the member {@code error} of what is printed as JSON
   * @param message what happened and what to do
   */
  public CommandFailure(int exitCode, String kind, String message) {
    super(message);
    this.exitCode = exitCode;
    this.kind = kind;
  }

  /**
   * What the command ends with.
   *
   * @return one of {@link ExitCodes}
   */
  public int exitCode() {
    return exitCode;
  }

  /**
   * The kind, for programs.
   *
   * @return one word
   */
  public String kind() {
    return kind;
  }
}
