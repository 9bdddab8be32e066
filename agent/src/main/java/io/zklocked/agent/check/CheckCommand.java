package io.zklocked.agent.check;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;

/** The command, found by name. Stateless. */
public final class CheckCommand implements ToIntFunction<String[]> {

  private static final int CLEAN = 0;
  private static final int FOUND = 1;
  private static final int MISUSED = 2;
  private static final int CLASSES_A_STEP = 2_000;

  private final PrintStream out;
  private final PrintStream err;

  /** The command of this process. */
  public CheckCommand() {
    this(System.out, System.err);
  }

  CheckCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Checks a class path, and writes what it finds to the standard output. Blocks for as long.
   *
   * @param arguments such as {@code --classpath app.jar --json}
   * @return the exit code: 0 if nothing is wrong, 1 if something is, 2 if it was called wrongly
   */
  @Override
  public int applyAsInt(String[] arguments) {
    try {
      CheckOptions options = CheckOptions.parse(arguments);
      CheckResult result;
      try (ClassPath path = ClassPath.open(options.classPath())) {
        result = new ClassCheck(path, options.rules(), progress()).run();
      }
      out.print(options.isJson() ? result.json() : result.text());
      out.flush();
      return result.findings().isEmpty() ? CLEAN : FOUND;
    } catch (UsageException e) {
      err.println("zklocked: check: " + e.getMessage() + ". Usage: " + CheckOptions.USAGE);
      return MISUSED;
    } catch (IOException | UncheckedIOException e) {
      err.println("zklocked: check: the class path cannot be read: " + e);
      return MISUSED;
    }
  }

  private IntConsumer progress() {
    if (!isTerminal()) {
      return classes -> {};
    }
    return classes -> {
      if (classes % CLASSES_A_STEP == 0) {
        err.print("\r" + classes + " classes read\r");
      }
    };
  }

  /** Since JDK 22 there may be a console without a terminal, which alone can tell. */
  @SuppressWarnings("SystemConsoleNull") // what is not null is asked what it is
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
