package io.zklocked.cli.look;

import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Json;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.inspect.LineListener;
import io.zklocked.runtime.inspect.SeenContender;
import io.zklocked.runtime.inspect.SeenLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What happens to a lock. */
@Command(
    name = "watch",
    header = "Follow a lock: who gets it, waits for it, leaves it. Until Ctrl-C.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "64:an option, the key or the configuration is wrong",
      "69:the ensemble was away at the start",
      "77:the servers refuse it: a right is lacking",
      "130:ended by Ctrl-C"
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  zklocked watch orders/42 --connect zk1:2181",
      "",
      "The servers tell of changes; nothing is asked meanwhile.",
      "",
      "--json prints one object a line, at first and after each change: resource, path,",
      "kind, permits, holders and waiters (how many), contenders as queue has them, and",
      "at; or away, why the ensemble does not answer, and at."
    })
public final class WatchCommand extends LookCommand {

  @Parameters(
      paramLabel = "KEY",
      description = "The lock: relative to the root, or absolute with a / at its start.")
  private String key = "";

  /**
   * The command.
   *
   * @param options what is given to every command
   */
  public WatchCommand(CommonOptions options) {
    super(options);
  }

  @Override
  int look(Inspector inspector, PrintWriter out) {
    inspector.line(key); // whoever cannot be reached at the start is not waited for
    Thread atCtrlC = new Thread(inspector::close);
    Runtime.getRuntime().addShutdownHook(atCtrlC);
    try {
      inspector.watch(key, options.json() ? new AsJson(out) : new AsText(out));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCodes.INTERRUPTED;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static void flush(PrintWriter out) {
    if (out.checkError()) {
      throw new CommandFailure(ExitCodes.OUTPUT, "output", "Nobody reads what is said any more.");
    }
  }

  private record AsJson(PrintWriter out) implements LineListener {

    @Override
    public void seen(SeenLine line) {
      out.println(LineJson.queue(line).with("at", now()));
      flush(out);
    }

    @Override
    public void away(String reason) {
      out.println(new Json().with("away", reason).with("at", now()));
      flush(out);
    }
  }

  /** Tells what is new. Confined to the thread that watches. */
  private static final class AsText implements LineListener {

    private final PrintWriter out;
    private Map<String, SeenContender> before = new HashMap<>();
    private @Nullable String state;

    AsText(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void seen(SeenLine line) {
      Instant now = now();
      Map<String, SeenContender> after = new HashMap<>();
      line.contenders().forEach(each -> after.put(each.path(), each));
      before.forEach(
          (path, gone) -> {
            if (!after.containsKey(path)) {
              print(now, "left   " + LineText.contender(gone, now));
            }
          });
      for (SeenContender each : line.contenders()) {
        SeenContender known = before.get(each.path());
        if (known == null || known.holds() != each.holds()) {
          print(now, LineText.contender(each, now));
        }
      }
      String newState = LineText.state(line);
      if (!newState.equals(state)) {
        print(now, newState);
      }
      state = newState;
      before = after;
      flush(out);
    }

    private void print(Instant now, String what) {
      out.println(now + "  " + what);
    }

    @Override
    public void away(String reason) {
      print(now(), Json.shown(reason));
      flush(out);
    }
  }
}
