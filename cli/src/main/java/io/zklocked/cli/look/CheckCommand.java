package io.zklocked.cli.look;

import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.inspect.SeenContender;
import io.zklocked.runtime.inspect.SeenLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Who holds a lock. */
@Command(
    name = "check",
    header = "Say who holds a lock, or that it is free.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:somebody holds it",
      "1:it is free",
      "64:an option, the key or the configuration is wrong",
      "69:the ensemble is away",
      "77:the servers refuse it: a right is lacking"
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  zklocked check orders/42 --connect zk1:2181",
      "",
      "--json prints one object: resource, path, kind, permits, holders and waiters",
      "(how many), and owners: an array of node, mode, holds, token, client, host,",
      "pid, thread, method, since, says."
    })
public final class CheckCommand extends LookCommand {

  @Parameters(
      paramLabel = "KEY",
      description = "The lock: relative to the root, or absolute with a / at its start.")
  private String key = "";

  /**
   * The command.
   *
   * @param options what is given to every command
   */
  public CheckCommand(CommonOptions options) {
    super(options);
  }

  @Override
  int look(Inspector inspector, PrintWriter out) {
    SeenLine line = inspector.line(key);
    List<SeenContender> owners = line.contenders().stream().filter(SeenContender::holds).toList();
    if (options.json()) {
      out.println(
          LineJson.summary(line).with("owners", owners.stream().map(LineJson::contender).toList()));
    } else {
      out.println(LineText.state(line));
      Instant now = Instant.now();
      owners.forEach(owner -> out.println("  " + LineText.contender(owner, now)));
    }
    return line.holders() == 0 ? ExitCodes.NOTHING : ExitCodes.OK;
  }
}
