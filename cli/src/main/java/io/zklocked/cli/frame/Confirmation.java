package io.zklocked.cli.frame;

import java.io.Console;
import java.util.Locale;

/** Asks whoever sits at the terminal. Without state. */
@SuppressWarnings("SystemConsoleNull") // null up to JDK 21, and told from a terminal after it
public final class Confirmation {

  private Confirmation() {}

  /**
   * Whether anybody sits there: input and output are both a terminal.
   *
   * @return false in a script, a pipe, a job
   */
  public static boolean isPossible() {
    Console console = System.console();
    return console != null && isTerminal(console);
  }

  /** From JDK 22 on there may be a console without a terminal, which only that JDK can tell. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the console does not say whether it is a terminal", e);
    }
  }

  /**
   * Asks a question that is answered by yes or no. Blocks until it is.
   *
   * @param question the question
   * @return true for yes; false for all else, and where the input ends
   */
  public static boolean ask(String question) {
    Console console = System.console();
    String answer = console == null ? null : console.readLine("%s", question);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }
}
