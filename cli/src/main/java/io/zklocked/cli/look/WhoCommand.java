package io.zklocked.cli.look;

import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Json;
import io.zklocked.cli.frame.Lines;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.inspect.SeenContender;
import io.zklocked.runtime.inspect.SeenLine;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a process holds and waits for. */
@Command(
    name = "who",
    header = "Show which locks a machine or a process holds and waits for.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:at least one was found",
      "1:none was",
      "64:an option or the configuration is wrong",
      "69:the ensemble is away",
      "77:the servers refuse it: a right is lacking"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  zklocked who web-1 --connect zk1:2181",
      "  zklocked who web-1:4711 orders/ --connect zk1:2181",
      "",
      "It looks at every lock below the root. --json prints one object a line and a",
      "place in line: resource, path, kind, and contender: node, mode, holds, token,",
      "client, host, pid, thread, method, since, says."
    })
public final class WhoCommand extends LookCommand {

  @Parameters(
      index = "0",
      paramLabel = "HOST|PID",
      description = "A machine, the number of a process, or both: HOST:PID.")
  private String who = "";

  @Parameters(
      index = "1",
      paramLabel = "PREFIX",
      arity = "0..1",
      description = "How the names of the locks begin; as for ls.")
  private String prefix = "";

  /**
   * The command.
   *
   * @param options what is given to every command
   */
  public WhoCommand(CommonOptions options) {
    super(options);
  }

  @Override
  int look(Inspector inspector, PrintWriter out) {
    Owner owner = Owner.parse(who);
    Lines lines = new Lines(out);
    Instant now = Instant.now();
    inspector.lines(
        prefix,
        Integer.MAX_VALUE,
        line ->
            line.contenders().stream()
                .filter(owner::is)
                .forEach(
                    contender ->
                        lines.print(
                            options.json() ? json(line, contender) : text(line, contender, now))));
    return lines.count() == 0 ? ExitCodes.NOTHING : ExitCodes.OK;
  }

  private static Json json(SeenLine line, SeenContender contender) {
    return new Json()
        .with("resource", line.resource())
        .with("path", line.path())
        .with("kind", line.kind())
        .with("contender", LineJson.contender(contender));
  }

  private static String text(SeenLine line, SeenContender contender, Instant now) {
    return Json.shown(line.resource()) + ": " + LineText.contender(contender, now);
  }
}
