package io.zklocked.cli.look;

import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.inspect.SeenLine;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Who is in line for a lock. */
@Command(
    name = "queue",
    header = "Show who holds a lock and who waits for it, in their order.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:somebody is in line",
      "1:nobody is",
      "64:an option, the key or the configuration is wrong",
      "69:the ensemble is away",
      "77:the servers refuse it: a right is lacking"
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  zklocked queue orders/42 --connect zk1:2181",
      "",
      "--json prints one object: resource, path, kind, permits, holders and waiters",
      "(how many), and contenders: an array of node, mode, holds, token, client, host,",
      "pid, thread, method, since, says."
    })
public final class QueueCommand extends LookCommand {

  @Parameters(
      paramLabel = "KEY",
      description = "The lock: relative to the root, or absolute with a / at its start.")
  private String key = "";

  /**
   * The command.
   *
   * @param options what is given to every command
   */
  public QueueCommand(CommonOptions options) {
    super(options);
  }

  @Override
  int look(Inspector inspector, PrintWriter out) {
    SeenLine line = inspector.line(key);
    if (options.json()) {
      out.println(LineJson.queue(line));
    } else {
      out.println(LineText.state(line));
      Instant now = Instant.now();
      int place = 1;
      for (var contender : line.contenders()) {
        out.printf("%5d  %s%n", place++, LineText.contender(contender, now));
      }
    }
    return line.isFree() ? ExitCodes.NOTHING : ExitCodes.OK;
  }
}
