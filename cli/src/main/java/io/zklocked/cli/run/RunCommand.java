package io.zklocked.cli.run;

import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockMode;
import io.zklocked.cli.frame.Closing;
import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Json;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.syntax.FiniteTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a program under a lock. */
@Command(
    name = "run",
    header = "Run a command under a lock, and end it when the lock is lost.",
    customSynopsis = "zklocked run KEY [OPTIONS] -- COMMAND [ARGUMENT...]",
    description = {
      "",
      "The command has the lock's fencing token in ZKLOCKED_TOKEN: a number that grows from holder to"
          + " holder. ZKLOCKED_RESOURCE and ZKLOCKED_PATH say which lock it is.",
      "",
      "The command is a process group of its own, and the whole group is ended, by TERM and then by KILL, when"
          + " the lock is lost; when the ensemble has been silent for so long that the lock cannot be"
          + " proven any more, ahead of the time from which on somebody else may get it; and when"
          + " zklocked itself dies, by kill -9 too. What the command has left running when it ends is"
          + " ended before the lock is released. A process that leaves the group (setsid, a daemon) is"
          + " not followed, one that cannot be ended is named, and a machine that is suspended ends"
          + " nothing until it goes on: let the resource refuse old tokens.",
      "",
      "A lock is not kept while zklocked is stopped (Ctrl-Z, kill -STOP). The command is stopped with it, within"
          + " a tenth of the session timeout; it goes on when zklocked does and still has the lock, and"
          + " is killed otherwise.",
      "",
      "On systems other than Linux the command outlives a zklocked that is killed by kill -9, and is not stopped"
          + " with it.",
      "",
      "HUP, INT, USR1, USR2 and TERM are passed on to the group; QUIT shows the threads of zklocked."
          + " At a terminal the command has the foreground, with Ctrl-C and Ctrl-Z, and goes on in the"
          + " foreground alone (fg). Where not both its input and its output are one, where zklocked is"
          + " started in the background, or without dash, the command has no terminal of its own: it"
          + " cannot ask at /dev/tty, and in the background it reads nothing. A loop around zklocked"
          + " does not hear of the command's Ctrl-C.",
      "",
      "The command gets standard input, output and error, no other descriptors (such as those of <(...)), and"
          + " of the environment what sh can name: no exported functions of bash. A zklocked run within"
          + " another one ends its own group, and later than the outer one may have to.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "*:that of the command; 128+n if signal n ended it, or zklocked's wait for the lock",
      "64:an option, the key or the configuration is wrong; the command was not run",
      "65:another kind of lock lies there; the command was not run",
      "69:the ensemble is away; the command was not run",
      "75:somebody else holds the lock; the command was not run",
      "76:the lock was lost, or could not be proven; the command was ended, or had ended by itself; or a"
          + " process of it cannot be ended, and is named",
      "77:the servers refuse it: a right is lacking; the command was not run",
      "126:the command cannot be executed",
      "127:there is no such command"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  zklocked run backups/nightly --wait-time 10s -- ./backup.sh /data",
      "  zklocked run licences --mode semaphore --permits 3 -- render scene.blend",
      "",
      "--wait-time is how long to wait for the lock: a time, 0 to try once, or",
      "forever; 30s if nothing is configured. With --json it is an object that says",
      "why the command was not run, or was ended, and one for each note about it."
    })
public final class RunCommand implements Callable<Integer> {

  /** The margin that a session keeps is two of these. */
  private static final int KILL_SHARE = 20;

  private static final int TICK_SHARE = 40;

  private static final Duration SHORTEST_TICK = Duration.ofMillis(50);

  /** A release is one request; the end of the session does the same if it is not answered. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final CommonOptions options;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "KEY",
      description = "The lock: relative to the root, or absolute with a / at its start.")
  private String key = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command and its arguments, behind --.")
  private List<String> command = List.of();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "exclusive (if nothing is said), read, write, or semaphore.")
  private @Nullable String mode;

  @Option(
      names = "--permits",
      paramLabel = "N",
      description = "How many may hold a semaphore at once; the same for all who use the key.")
  private @Nullable Integer permits;

  @Option(
      names = "--kill-after",
      paramLabel = "TIME",
      description =
          "How long the command has from TERM to KILL, such as 500ms; a twentieth of the session"
              + " timeout that the servers grant if nothing is said. More than a tenth, and it may outlive the lock.")
  private @Nullable String killAfter;

  /**
   * The command.
   *
   * @param options what is given to every command
   */
  public RunCommand(CommonOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    ZkLocksConfig config = options.config().withShutdownGrace(GRACE);
    LockRequest request = request();
    killAfter(config.sessionTimeout()); // refused before it is waited for the lock
    CommandLookup program = CommandLookup.find(command.get(0));
    if (!program.isFound()) {
      throw new CommandFailure(program.exitCode(), "command", program.problem());
    }
    Thread.currentThread().setName("run " + program.fileName()); // stands in the owner's record
    SignalRelay signals = new SignalRelay(Thread.currentThread());
    signals.register();
    LockRuntime runtime = LockRuntime.start(config);
    ZkLocks locks = ZkLocks.of(runtime);
    try (Hold hold = acquire(locks, config, request, signals)) {
      Signal early = signals.onlyKeep();
      return early == null ? run(hold, runtime.sessionTimeout(), signals) : early.exitCode();
    } finally {
      var unused = signals.onlyKeep();
      new Closing(locks::close).await();
    }
  }

  private Hold acquire(
      ZkLocks locks, ZkLocksConfig config, LockRequest request, SignalRelay signals) {
    try {
      // The wait is for the lock: a short one is not to be spent on the first connection.
      var unused = locks.connect(config.connectTimeout());
      return locks.acquire(key, request);
    } catch (LockBusyException e) {
      throw new CommandFailure(ExitCodes.BUSY, "busy", Busy.sentence(e));
    } catch (LockInterruptedException e) {
      Signal early = signals.onlyKeep();
      throw new CommandFailure(
          early == null ? ExitCodes.INTERRUPTED : early.exitCode(),
          "interrupted",
          "Ended by a signal while waiting for lock '%s'; the command was not run.".formatted(key));
    }
  }

  private int run(Hold hold, Duration sessionTimeout, SignalRelay signals) {
    Duration grace = killAfter(sessionTimeout);
    Map<String, String> environment =
        Map.of(
            "ZKLOCKED_TOKEN", Long.toString(hold.fencingToken()),
            "ZKLOCKED_RESOURCE", hold.resource(),
            "ZKLOCKED_PATH", hold.path());
    hold.ensureValid(); // the wait, or what came since, may have taken long
    try (CommandGroup group = start(environment, grace, tick(sessionTimeout))) {
      signals.passTo(group::signal);
      try {
        return new CommandRun(hold, group, grace, this::note).await();
      } finally {
        signals.onlyKeep();
      }
    }
  }

  private CommandGroup start(Map<String, String> environment, Duration grace, Duration tick) {
    try {
      if (GuardedGroup.isPossible()) {
        return GuardedGroup.start(command, environment, grace, tick);
      }
      note(
          "unguarded",
          "without Linux and setsid, the command outlives zklocked if that is killed by kill -9.",
          List.of());
      return LooseGroup.start(command, environment);
    } catch (IOException e) {
      throw new CommandFailure(
          CommandLookup.NOT_EXECUTABLE,
          "command",
          "%s cannot be started: %s.".formatted(command.get(0), e.getMessage()));
    }
  }

  private LockRequest request() {
    try {
      LockRequest request = LockRequest.DEFAULT.withLabel("zklocked run");
      if (mode != null || permits != null) {
        request = request.withMode(mode == null ? LockMode.SEMAPHORE : mode(mode));
      }
      return permits == null ? request : request.withPermits(permits);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCodes.USAGE, "usage", String.valueOf(e.getMessage()));
    }
  }

  private static LockMode mode(String text) {
    for (LockMode known : LockMode.values()) {
      if (known.name().equals(text.toUpperCase(Locale.ROOT))) {
        return known;
      }
    }
    throw new CommandFailure(
        ExitCodes.USAGE,
        "usage",
        "There is no mode '%s': write exclusive, read, write or semaphore.".formatted(text));
  }

  private Duration killAfter(Duration sessionTimeout) {
    return killAfter == null
        ? sessionTimeout.dividedBy(KILL_SHARE)
        : Duration.ofNanos(FiniteTime.nanos("--kill-after", killAfter));
  }

  /** Three of them and a look are within the margin that a session keeps. */
  private static Duration tick(Duration sessionTimeout) {
    Duration share = sessionTimeout.dividedBy(TICK_SHARE);
    return share.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : share;
  }

  private void note(String kind, String sentence, List<String> processes) {
    if (options.json()) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          new Json().with("note", kind).with("message", sentence).with("processes", processes));
      out.flush();
    } else {
      PrintWriter err = spec.commandLine().getErr();
      err.println("zklocked: " + sentence);
      err.flush();
    }
  }
}
