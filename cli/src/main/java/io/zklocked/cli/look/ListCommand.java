package io.zklocked.cli.look;

import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Lines;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.inspect.SeenContender;
import io.zklocked.runtime.inspect.SeenLine;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which locks there are. */
@Command(
    name = "ls",
    header = "List the locks that somebody holds or waits for.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:at least one was listed",
      "1:none was",
      "64:an option, the prefix or the configuration is wrong",
      "69:the ensemble is away",
      "77:the servers refuse it: a right is lacking"
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  zklocked ls orders/ --connect zk1:2181",
      "",
      "--json prints one object a line and a lock: resource, path, kind, permits,",
      "holders and waiters (how many), and first: the first in line, with node, mode,",
      "holds, token, client, host, pid, thread, method, since, says; or null."
    })
public final class ListCommand extends LookCommand {

  @Parameters(
      paramLabel = "PREFIX",
      arity = "0..1",
      description =
          "How their names begin. With a / at its start: a path, from which on all are listed.")
  private String prefix = "";

  @Option(names = "--all", description = "List the free ones, too, as long as they are there.")
  private boolean all;

  /**
   * The command.
   *
   * @param options what is given to every command
   */
  public ListCommand(CommonOptions options) {
    super(options);
  }

  @Override
  int look(Inspector inspector, PrintWriter out) {
    Lines lines = new Lines(out);
    Instant now = Instant.now();
    inspector.lines(
        prefix,
        1,
        line -> {
          if (all || !line.isFree()) {
            lines.print(options.json() ? json(line) : text(line, now));
          }
        });
    return lines.count() == 0 ? ExitCodes.NOTHING : ExitCodes.OK;
  }

  private static String json(SeenLine line) {
    return LineJson.summary(line)
        .with(
            "first",
            line.contenders().isEmpty() ? null : LineJson.contender(line.contenders().get(0)))
        .toString();
  }

  private static String text(SeenLine line, Instant now) {
    String state = LineText.state(line);
    if (line.contenders().isEmpty()) {
      return state;
    }
    SeenContender first = line.contenders().get(0);
    return state + "  [" + LineText.contender(first, now) + "]";
  }
}
