package io.zklocked.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A command where there is no {@code /proc} or no {@code setsid}: in the group and on the terminal
 * of this process. Those of its descendants are known whose parents live. It outlives this process.
 */
final class LooseGroup implements CommandGroup {

  private final Process command;

  private LooseGroup(Process command) {
    this.command = command;
  }

  static LooseGroup start(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    CallersLocale.restore(builder.environment());
    builder.environment().putAll(environment);
    return new LooseGroup(builder.start());
  }

  private List<ProcessHandle> processes() {
    return Stream.concat(command.descendants(), Stream.of(command.toHandle()))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  @Override
  public boolean isHeldBack() {
    return false;
  }

  @Override
  public void begin() {
    // nobody holds it back
  }

  @Override
  public void beat() {
    // nobody listens
  }

  @Override
  public void attend() {
    // it shares the terminal and is stopped and continued with this process
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return command.onExit().thenApply(Process::exitValue);
  }

  @Override
  public void signal(Signal signal) {
    for (ProcessHandle process : processes()) {
      switch (signal) {
        case TERM -> process.destroy();
        case KILL -> process.destroyForcibly();
        case HUP, INT, QUIT, USR1, USR2, CONT -> kill(signal, process);
      }
    }
  }

  private static void kill(Signal signal, ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-s", signal.name(), Long.toString(process.pid()))
          .inheritIO()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void askToEnd() {
    signal(Signal.TERM);
    signal(Signal.CONT); // a stopped process would not hear of it
  }

  @Override
  public boolean isStopped() {
    return false; // nobody tells
  }

  @Override
  public List<String> left() {
    return processes().stream().map(process -> "pid " + process.pid()).toList();
  }

  @Override
  public void destroy() {
    processes().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    // nothing is kept for it
  }
}
