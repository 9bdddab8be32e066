package io.zklocked.cli.frame;

import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockKeyException;
import io.zklocked.LockLostException;
import io.zklocked.LockModeException;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.ConfigException;
import io.zklocked.runtime.inspect.MissingRightException;
import io.zklocked.syntax.NearestName;
import io.zklocked.syntax.SyntaxException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one line why a command failed, on standard error, or as JSON on standard output. Confined
 * to one thread.
 */
public final class Failures {

  private final CommonOptions options;

  /**
   * Failures of the commands that have these options.
   *
   * @param options what was given
   */
  public Failures(CommonOptions options) {
    this.options = options;
  }

  /**
   * Takes the place of picocli's stack traces.
   *
   * @param failure what a command threw
   * @param command the command
   * @return the exit code
   */
  public int failed(Exception failure, CommandLine command) {
    CommandFailure told = told(failure);
    print(told, command);
    if (told.exitCode() == ExitCodes.SOFTWARE) {
      failure.printStackTrace(command.getErr());
    }
    return told.exitCode();
  }

  /**
   * Takes the place of picocli's pages of help.
   *
   * @param misuse what is wrong with the command line
   * @param arguments the command line
   * @return the exit code
   */
  public int misused(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help explains.";
    print(
        new CommandFailure(ExitCodes.USAGE, "usage", sentence(misuse, command) + " " + help),
        command,
        options.json() || List.of(arguments).contains("--json"));
    return ExitCodes.USAGE;
  }

  private static String sentence(ParameterException misuse, CommandLine command) {
    if (misuse instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String written = unmatched.getUnmatched().get(0);
      List<String> known = new ArrayList<>();
      boolean isOption = written.startsWith("-");
      if (isOption) {
        command.getCommandSpec().options().forEach(each -> known.addAll(List.of(each.names())));
      } else {
        known.addAll(command.getSubcommands().keySet());
      }
      return unknown(
          isOption ? "option" : known.isEmpty() ? "argument" : "command", written, known);
    }
    String message = String.valueOf(misuse.getMessage());
    String line = Json.shown(message.lines().findFirst().orElse(message));
    return line.endsWith(".") ? line : line + ".";
  }

  private static String unknown(String what, String written, List<String> known) {
    String nearest = NearestName.of(written.replaceAll("=.*", ""), known);
    return "There is no %s '%s'%s"
        .formatted(
            what,
            Json.shown(written),
            nearest == null ? "." : ". Did you mean %s?".formatted(nearest));
  }

  /**
   * What a failure is called, and what the command ends with.
   *
   * @param failure what was thrown
   * @return the same as a failure of a command
   */
  public static CommandFailure told(Throwable failure) {
    if (failure instanceof CommandFailure known) {
      return known;
    }
    int code = ExitCodes.SOFTWARE;
    String kind = "software";
    if (failure instanceof ConfigException) {
      code = ExitCodes.USAGE;
      kind = "configuration";
    } else if (failure instanceof LockKeyException || failure instanceof SyntaxException) {
      code = ExitCodes.USAGE;
      kind = "key";
    } else if (failure instanceof LockModeException) {
      code = ExitCodes.OTHER_KIND;
      kind = "mode";
    } else if (failure instanceof LockUnavailableException) {
      code = ExitCodes.UNAVAILABLE;
      kind = "unavailable";
    } else if (failure instanceof LockBusyException) {
      code = ExitCodes.BUSY;
      kind = "busy";
    } else if (failure instanceof LockLostException) {
      code = ExitCodes.LOST;
      kind = "lost";
    } else if (failure instanceof MissingRightException) {
      code = ExitCodes.NO_RIGHT;
      kind = "right";
    } else if (failure instanceof LockInterruptedException) {
      code = ExitCodes.INTERRUPTED;
      kind = "interrupted";
    }
    return new CommandFailure(code, kind, message(failure));
  }

  private static String message(Throwable failure) {
    @Nullable String message = failure.getMessage();
    return Json.shown(message == null ? failure.toString() : message);
  }

  private void print(CommandFailure failure, CommandLine command) {
    print(failure, command, options.json());
  }

  private static void print(CommandFailure failure, CommandLine command, boolean json) {
    print(failure, command.getOut(), command.getErr(), json);
  }

  /**
   * Prints a failure.
   *
   * @param failure what happened
   * @param out where to as JSON
   * @param err where to for people
   * @param json for whom
   */
  public static void print(CommandFailure failure, PrintWriter out, PrintWriter err, boolean json) {
    if (json) {
      out.println(
          new Json()
              .with("error", failure.kind())
              .with("message", failure.getMessage())
              .with("exitCode", failure.exitCode()));
      out.flush();
    } else {
      err.println("zklocked: " + failure.getMessage());
      err.flush();
    }
  }
}
