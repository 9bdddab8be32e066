package io.zklocked.cli.look;

import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Json;
import io.zklocked.runtime.engine.BreakRecord;
import io.zklocked.runtime.inspect.Inspector;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** Which locks were broken. */
@Command(
    name = "breaks",
    header = "List the locks that were broken, the newest first.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:at least one was listed",
      "1:none was",
      "64:an option or the configuration is wrong",
      "69:the ensemble is away",
      "77:the servers refuse it: a right is lacking"
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  zklocked breaks --connect zk1:2181",
      "",
      "The newest 900 to 1000 are kept. --json prints one object a line: at, resource,",
      "node, owner, by, host, reason."
    })
public final class BreaksCommand extends LookCommand {

  /**
   * The command.
   *
   * @param options what is given to every command
   */
  public BreaksCommand(CommonOptions options) {
    super(options);
  }

  @Override
  int look(Inspector inspector, PrintWriter out) {
    List<BreakRecord> records = inspector.broken();
    records.forEach(record -> out.println(options.json() ? json(record) : text(record)));
    return records.isEmpty() ? ExitCodes.NOTHING : ExitCodes.OK;
  }

  private static String json(BreakRecord record) {
    return new Json()
        .with("at", record.at())
        .with("resource", record.resource())
        .with("node", record.node())
        .with("owner", record.owner())
        .with("by", record.by())
        .with("host", record.host())
        .with("reason", record.reason())
        .toString();
  }

  private static String text(BreakRecord record) {
    return "%s  %s, held by %s: %s"
        .formatted(
            record.at() == null ? "at a time that is not known" : record.at(),
            record.resource(),
            record.owner(),
            record.describe());
  }
}
