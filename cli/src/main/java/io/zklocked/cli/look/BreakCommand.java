package io.zklocked.cli.look;

import io.zklocked.LockUnavailableException;
import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.cli.frame.Confirmation;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Failures;
import io.zklocked.cli.frame.Json;
import io.zklocked.runtime.inspect.Breaking;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.inspect.SeenContender;
import io.zklocked.runtime.inspect.SeenLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a lock from its holder. */
@Command(
    name = "break",
    header = "Take a lock from its holder, and leave word why.",
    description = {
      "Deletes the holder's node, so that the next in line gets the lock at once. The holder"
          + " notices, and its body ends with LockLostException, reason BROKEN, and your reason;"
          + " until then it runs on beside the next. Who did it, when, where and why stays in the"
          + " control tree; zklocked breaks lists it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:broken",
      "1:nobody holds it (any more), or you said no",
      "64:an option, the key or the configuration is wrong; several hold it",
      "69:the ensemble is away; what it did not answer may be broken, or not",
      "77:the servers refuse it: a right is lacking"
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  zklocked break orders/42 --reason \"hangs since the deployment, OPS-17\"",
      "",
      "--json (with --yes) prints one object: resource, path, kind, reason, by, broken:",
      "an array of contenders as queue has them, each with record, the path of what was",
      "left, and gone: true if it had left by itself; and warnings, an array of texts.",
      "Where a later one of several fails, an object that says so follows."
    })
public final class BreakCommand extends LookCommand {

  @Parameters(
      paramLabel = "KEY",
      description = "The lock: relative to the root, or absolute with a / at its start.")
  private String key = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why. The holder and the record have it.")
  private String reason = "";

  @Option(names = "--yes", description = "Do not ask. Needed where there is no terminal.")
  private boolean yes;

  @Option(
      names = "--holder",
      paramLabel = "WHICH",
      description =
          "Whose hold, where several hold it: HOST, PID, HOST:PID, the name of a node, or all.")
  private String which = "";

  /**
   * The command.
   *
   * @param options what is given to every command
   */
  public BreakCommand(CommonOptions options) {
    super(options);
  }

  @Override
  int look(Inspector inspector, PrintWriter out) {
    if (reason.isBlank()) {
      throw usage("Say why: --reason is empty.");
    }
    SeenLine line = inspector.line(key);
    List<SeenContender> chosen = chosen(line);
    if (chosen.isEmpty()) {
      out.println(options.json() ? result(line, List.of(), List.of()) : LineText.state(line));
      return ExitCodes.NOTHING;
    }
    if (!yes && !isConfirmed(line, chosen, out)) {
      out.println("Nothing was broken.");
      return ExitCodes.NOTHING;
    }
    return breakAll(inspector, line, chosen, out);
  }

  private List<SeenContender> chosen(SeenLine line) {
    List<SeenContender> holders = line.contenders().stream().filter(SeenContender::holds).toList();
    if (which.equals("all")) {
      return holders;
    }
    List<SeenContender> chosen = holders;
    if (!which.isEmpty()) {
      Owner owner = Owner.parse(which);
      chosen =
          holders.stream().filter(each -> each.node().equals(which) || owner.is(each)).toList();
      if (chosen.isEmpty() && !holders.isEmpty()) {
        throw usage(
            "None of those who hold %s is %s. %s"
                .formatted(Json.shown(line.resource()), Json.shown(which), list(holders)));
      }
    }
    if (chosen.size() > 1) {
      throw usage(
          "%d hold %s: say which by --holder HOST:PID, the name of a node, or all. %s"
              .formatted(chosen.size(), Json.shown(line.resource()), list(chosen)));
    }
    return chosen;
  }

  private static String list(List<SeenContender> holders) {
    Instant now = Instant.now();
    return holders.stream()
        .limit(20)
        .map(each -> Json.shown(each.node()) + " " + LineText.contender(each, now))
        .collect(Collectors.joining("; ", "Holders: ", "."));
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCodes.USAGE, "usage", message);
  }

  private boolean isConfirmed(SeenLine line, List<SeenContender> chosen, PrintWriter out) {
    if (options.json() || !Confirmation.isPossible()) {
      throw usage(
          "There is nobody to ask. Give --yes to break %s without a question."
              .formatted(Json.shown(line.resource())));
    }
    Instant now = Instant.now();
    out.println(LineText.state(line));
    chosen.forEach(each -> out.println("  " + LineText.contender(each, now)));
    out.println("The holder runs on until it notices; the next in line gets in at once.");
    out.flush();
    return Confirmation.ask("Break it? [y/N] ");
  }

  private int breakAll(
      Inspector inspector, SeenLine line, List<SeenContender> chosen, PrintWriter out) {
    List<Json> done = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    int broken = 0;
    Instant now = Instant.now();
    for (SeenContender contender : chosen) {
      Breaking breaking;
      try {
        breaking = inspector.breakContender(line, contender, by(), reason);
      } catch (RuntimeException e) {
        if (!done.isEmpty()) {
          sum(line, done, warnings, out);
        }
        throw unbroken(line, contender, chosen.size() - done.size(), e);
      }
      broken += breaking.isDone() ? 1 : 0;
      if (breaking.warning() != null) {
        warnings.add(breaking.warning());
      }
      done.add(
          LineJson.contender(contender)
              .with("record", breaking.isDone() ? breaking.record() : null)
              .with("gone", !breaking.isDone()));
      if (!options.json()) {
        out.println(
            (breaking.isDone() ? "broken " : "had left by itself ")
                + Json.shown(line.resource())
                + ": "
                + LineText.contender(contender, now));
      }
    }
    sum(line, done, warnings, out);
    return broken == 0 ? ExitCodes.NOTHING : ExitCodes.OK;
  }

  private void sum(SeenLine line, List<Json> done, List<String> warnings, PrintWriter out) {
    if (options.json()) {
      out.println(result(line, done, warnings));
    } else {
      warnings.forEach(warning -> out.println("warning: " + Json.shown(warning)));
    }
  }

  /** An answer that did not come says nothing about what was done. */
  private static RuntimeException unbroken(
      SeenLine line, SeenContender contender, int left, RuntimeException failure) {
    if (!(failure instanceof LockUnavailableException)) {
      return failure;
    }
    CommandFailure told = Failures.told(failure);
    return new CommandFailure(
        told.exitCode(),
        told.kind(),
        "%s may be broken, or not: no answer came. See zklocked check %s.%s %s"
            .formatted(
                Json.shown(contender.node()),
                Json.shown(line.resource()),
                left == 1 ? "" : " %d more were not tried.".formatted(left - 1),
                told.getMessage()));
  }

  private Json result(SeenLine line, List<Json> broken, List<String> warnings) {
    return new Json()
        .with("resource", line.resource())
        .with("path", line.path())
        .with("kind", line.kind())
        .with("reason", reason)
        .with("by", by())
        .with("broken", broken)
        .with("warnings", warnings);
  }

  private static String by() {
    return System.getProperty("user.name", "unknown");
  }
}
