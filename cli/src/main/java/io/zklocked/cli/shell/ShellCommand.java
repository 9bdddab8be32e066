package io.zklocked.cli.shell;

import io.zklocked.LockState;
import io.zklocked.cli.frame.Closing;
import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.cli.frame.Confirmation;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Json;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.key.KeySpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A prompt that takes locks and holds them. */
@Command(
    name = "shell",
    header = "Take locks at a prompt, and hold them until they are released.",
    description = {
      "",
      "Commands: check KEY, preempt KEY (try at once), acquire KEY [TIME] (wait; Ctrl-C gives up),"
          + " release [KEY], held, who KEY, ls [PREFIX], help, exit.",
      "",
      "The shell is one client with one session. It says its id at the start, and the owner's record"
          + " of each lock that it takes has that id. When it ends, by exit, Ctrl-D, a signal or kill"
          + " -9, no lock is left behind; after kill -9 that takes a session timeout. A lock that is"
          + " lost, or cannot be proven, is told of at once, above the prompt.",
      "",
      "Where standard input or output is no terminal there is no prompt and no history: commands are"
          + " read line by line (empty lines and # are passed over), each is answered by a line on"
          + " standard output (ls, who, held and help by several), and what happens by itself stands"
          + " on standard error. All commands are done, whichever fail; Ctrl-C ends the shell.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every command was done; at a terminal always",
      "*:that of the first command that failed, as zklocked --help has them",
      "128+n:ended by signal n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  zklocked shell --connect zk1:2181",
      "  printf 'preempt orders/42\\ncheck orders/42\\n' | zklocked shell",
      "",
      "To be a client of one server, name that one alone by --connect. The history is",
      "$XDG_STATE_HOME/zklocked/history, or ~/.local/state/zklocked/history, or what",
      "--history names; several shells may share it."
    })
public final class ShellCommand implements Callable<Integer> {

  /** A release is one request; the end of the session does the same if it is not answered. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final long LOOK_MILLIS = 100;
  private static final Map<String, Integer> ENDING = Map.of("HUP", 1, "TERM", 15);
  private static final int INTERRUPT = 2;

  private final CommonOptions options;
  private final AtomicReference<@Nullable Talk> talk = new AtomicReference<>();
  private final AtomicBoolean wasLost = new AtomicBoolean();
  private final HeldLocks held = new HeldLocks(this::happened);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Where the commands of a terminal are kept.")
  private @Nullable Path history;

  /**
   * The command.
   *
   * @param options what is given to every command
   */
  public ShellCommand(CommonOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws IOException {
    // A release that is told is one that others can see.
    ZkLocksConfig config =
        options
            .config()
            .withShutdownGrace(GRACE)
            .withVerifiedRelease(true)
            .withRetain(Duration.ZERO);
    boolean isTerminal = Confirmation.isPossible() && !options.json();
    ZkLocks locks = ZkLocks.start(config);
    Inspector inspector = ZkLocks.inspect(config);
    Closing closing =
        new Closing(
            () -> {
              try (inspector;
                  locks) {
                held.releaseAll();
              }
            });
    ScheduledExecutorService clock = clock();
    int code;
    try {
      ENDING.forEach((name, number) -> endBy(name, number, closing));
      if (!isTerminal) {
        endBy("INT", INTERRUPT, closing);
      }
      String session = locks.connect(config.connectTimeout());
      var unused =
          clock.scheduleWithFixedDelay(held::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      Desk desk = new Desk(locks, inspector, KeySpace.below(config.root()), held);
      Turns turns = new Turns("shell " + session, desk::reply);
      code = talk(isTerminal, inspector, turns, greeting(session, config));
    } finally {
      clock.shutdownNow();
      leave(closing);
    }
    boolean isUnconfirmed = code == ExitCodes.OK && !held.leaving().isEmpty();
    return isTerminal ? ExitCodes.OK : isUnconfirmed ? ExitCodes.UNAVAILABLE : code;
  }

  private static ScheduledExecutorService clock() {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, "zklocked-shell-clock");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Leaves, and says what is not known to be free. */
  private void leave(Closing closing) {
    closing.await();
    for (Hold hold : held.leaving()) {
      warn(
          "No server has confirmed that lock '%s' is released: it is free when the session has timed"
                  .formatted(Json.shown(hold.resource()))
              + " out, by itself.");
    }
  }

  private int talk(boolean isTerminal, Inspector inspector, Turns turns, Reply greeting)
      throws IOException {
    if (isTerminal) { // a terminal that can do little leaves the signal to the JVM
      Signals.register("INT", turns::giveUp);
    }
    try (Talk opened = isTerminal ? terminal(inspector, turns) : pipe()) {
      talk.set(opened);
      opened.say(greeting);
      int code = new Shell(opened, turns).run();
      return code == ExitCodes.OK && wasLost.get() ? ExitCodes.LOST : code;
    } finally {
      talk.set(null);
    }
  }

  private Talk terminal(Inspector inspector, Turns turns) throws IOException {
    Path file = history();
    try {
      SharedHistory.check(file);
    } catch (IOException e) {
      warn("The history is not kept in " + file + ": " + e.getMessage());
      file = null;
    }
    return TerminalTalk.open(file, new Completion(inspector, held), turns::giveUp);
  }

  private Path history() {
    return history == null
        ? SharedHistory.file(System.getenv(), System.getProperty("user.home"))
        : history;
  }

  private Talk pipe() {
    return new PipedTalk(
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
        spec.commandLine().getOut(),
        spec.commandLine().getErr(),
        options.json());
  }

  private static Reply greeting(String session, ZkLocksConfig config) {
    long pid = ProcessHandle.current().pid();
    return new Reply(
        ExitCodes.OK,
        List.of(
            "client %s, pid %d, at %s, locks below %s"
                .formatted(session, pid, Json.shown(config.connect()), config.root())),
        new Json()
            .with("client", session)
            .with("pid", pid)
            .with("connect", config.connect())
            .with("root", config.root()));
  }

  private void happened(Hold hold, String sentence) {
    boolean isLost = hold.state() == LockState.LOST;
    wasLost.compareAndSet(false, isLost);
    Talk present = talk.get();
    if (present == null) { // before the first word, or after the last
      warn(sentence);
    } else {
      present.tell(
          sentence,
          new Json()
              .with("event", isLost ? "lost" : hold.state())
              .with("resource", hold.resource())
              .with("path", hold.path())
              .with("token", hold.fencingToken())
              .with("message", sentence));
    }
  }

  /** Nothing is left behind by a signal either. */
  private void endBy(String signal, int number, Closing closing) {
    Signals.register(
        signal,
        () -> {
          try {
            leave(closing);
          } finally {
            System.exit(128 + number);
          }
        });
  }

  private void warn(String sentence) {
    spec.commandLine().getErr().println("zklocked: " + sentence);
    spec.commandLine().getErr().flush();
  }
}
