package io.zklocked.cli.run;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A command in a process group of its own, on Linux. Between it and this process stands a shell,
 * which takes orders from a pipe; when the pipe ends without the word that all is over, this
 * process has died, and the shell ends the group.
 *
 * <p>Where this process has the terminal's foreground, the group gets it: what is typed there, and
 * its signals, go to the command alone. Otherwise the command is in a session without a terminal.
 */
final class GuardedGroup implements CommandGroup {

  private static final String TERMINAL = "terminal";
  private static final String APART = "apart";

  /** The one shell that hands the terminal on while it takes no commands from there. */
  private static final String DASH = "dash";

  /** Nothing runs meanwhile, so that it may be long. */
  private static final Duration START = Duration.ofSeconds(30);

  private final ProcessTable table;
  private final NamedPipe orders;
  private final NamedPipe starter;
  private final Process guard;
  private final boolean hasTerminal;
  private final long group;

  private volatile boolean begun;

  /** The last signal that asked the command to end; null if none has. */
  private volatile @Nullable Signal asked;

  private GuardedGroup(
      ProcessTable table,
      NamedPipe orders,
      NamedPipe starter,
      Process guard,
      boolean hasTerminal,
      long group) {
    this.table = table;
    this.orders = orders;
    this.starter = starter;
    this.guard = guard;
    this.hasTerminal = hasTerminal;
    this.group = group;
  }

  /** Whether it can be done here. */
  static boolean isPossible() {
    return ProcessTable.isThere()
        && CommandLookup.find("setsid").isFound()
        && CommandLookup.find("sh").isFound();
  }

  /**
   * Starts a command, which waits for {@link #begin}. Blocks until its group is there, some
   * milliseconds.
   *
   * @param killAfter how long it has from TERM to KILL when this process has died
   * @param tick the command is stopped after three of them without {@link #attend}
   */
  static GuardedGroup start(
      List<String> command, Map<String, String> environment, Duration killAfter, Duration tick)
      throws IOException {
    ProcessTable table = new ProcessTable();
    boolean hasDash = CommandLookup.find(DASH).isFound();
    boolean terminal = hasDash && isAtTerminal(table);
    Process guard = null;
    NamedPipe orders = NamedPipe.open();
    NamedPipe starter = NamedPipe.open();
    try (NamedPipe reports = NamedPipe.open()) {
      List<String> line = new ArrayList<>();
      if (!terminal) {
        line.add("setsid");
      }
      line.addAll(
          List.of(
              hasDash ? DASH : "sh",
              "-c",
              script(),
              "zklocked-guard",
              orders.path(),
              reports.path(),
              starter.path(),
              terminal ? TERMINAL : APART,
              Long.toString((killAfter.toMillis() + 99) / 100),
              String.format(Locale.ROOT, "%.3f", tick.toMillis() / 1e3),
              Long.toString(self(table).group())));
      line.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
      if (isInBackground(table)) {
        builder.redirectInput(new File("/dev/null")); // what is typed there is for others
      }
      CallersLocale.restore(builder.environment());
      builder.environment().putAll(environment);
      guard = builder.start();
      long group = reported(reports, guard, START);
      return new GuardedGroup(table, orders, starter, guard, terminal, group);
    } catch (IOException | RuntimeException e) {
      if (guard != null) {
        guard.destroyForcibly();
      }
      starter.close();
      orders.close();
      throw e;
    }
  }

  static long reported(NamedPipe reports, Process guard, Duration limit) throws IOException {
    Executor later =
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    var inTime = CompletableFuture.runAsync(() -> ended(reports), later);
    var unused = guard.onExit().thenRun(() -> ended(reports)); // or nobody would ever write
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(reports.read(), StandardCharsets.US_ASCII));
    String group = reader.readLine();
    inTime.cancel(false);
    if (group == null) {
      throw new IOException(
          "the shell that guards it has not started it"
              + (guard.isAlive() ? " within " + limit.toSeconds() + " s" : ""));
    }
    return Long.parseLong(group);
  }

  private static void ended(NamedPipe pipe) {
    try {
      pipe.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String script() throws IOException {
    try (InputStream script =
        requireNonNull(GuardedGroup.class.getResourceAsStream("guard.sh"), "guard.sh")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A pipeline's other programs would lose a terminal that only some of it needs. */
  private static boolean isAtTerminal(ProcessTable table) {
    return self(table).isInForeground() && isTerminal(0) && isTerminal(1);
  }

  /** Whether somebody else has the terminal to which this process belongs. */
  private static boolean isInBackground(ProcessTable table) {
    ProcessTable.Row self = self(table);
    return self.foreground() > 0 && !self.isInForeground() && isTerminal(0);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return file.startsWith("/dev/pts/")
          || file.startsWith("/dev/tty")
          || file.equals("/dev/console");
    } catch (IOException e) {
      return false; // closed
    }
  }

  private static ProcessTable.Row self(ProcessTable table) {
    return requireNonNull(table.find(ProcessHandle.current().pid()), "this process");
  }

  @Override
  public boolean isHeldBack() {
    return !begun;
  }

  @Override
  public void begin() {
    begun = true;
    write(starter, "go");
  }

  @Override
  public void beat() {
    order("beat");
  }

  @Override
  public void attend() {
    beat();
    ProcessTable.Row shell = hasTerminal ? stoppedShell() : null;
    if (shell == null) {
      return;
    }
    if (left().isEmpty()) {
      guard.destroyForcibly(); // it was ended while it was stopped: nobody will continue its shell
    } else if (shell.isInForeground() || self(table).isInForeground()) {
      order("resume");
    }
  }

  /** Null if it runs, or has ended. */
  private ProcessTable.@Nullable Row stoppedShell() {
    ProcessTable.Row shell = guard.isAlive() ? table.find(guard.pid()) : null;
    return shell == null || !shell.isStopped() ? null : shell;
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return guard
        .onExit()
        .thenApply(
            ended -> {
              Signal signal = asked;
              return signal != null && ended.exitValue() == Signal.KILL.exitCode()
                  ? signal.exitCode() // its shell was killed behind it
                  : ended.exitValue();
            });
  }

  @Override
  public void signal(Signal signal) {
    if (signal == Signal.TERM || signal == Signal.HUP) {
      asked = signal;
    }
    order(signal.name());
  }

  @Override
  public void askToEnd() {
    order("end");
  }

  private void order(String order) {
    write(orders, order);
  }

  private static void write(NamedPipe pipe, String word) {
    try {
      pipe.write(word);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> left() {
    return table.group(group).stream().map(ProcessTable.Row::toString).toList();
  }

  @Override
  public boolean isStopped() {
    return ProcessTable.areStopped(table.group(group));
  }

  @Override
  public void destroy() {
    for (ProcessTable.Row row : table.group(group)) {
      ProcessHandle.of(row.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
    guard.destroyForcibly();
  }

  @Override
  public void close() {
    try (orders;
        starter) {
      if (left().isEmpty()) { // otherwise the guard sees to it
        orders.write("over");
        if (stoppedShell() != null) {
          guard.destroyForcibly(); // nobody is left to continue it
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
