package io.zklocked.cli.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A command that runs, with all processes that it starts. Thread-safe; no method blocks. */
interface CommandGroup extends AutoCloseable {

  /** Whether the command itself waits for {@link #begin}. */
  boolean isHeldBack();

  /** Lets the command begin: its lock was valid at a look just now. */
  void begin();

  /**
   * Lets the command run on: its lock was valid at a look just now. Where it has a guard, that
   * stops a command of which it hears nothing for long, as when this process is stopped.
   */
  void attend();

  /**
   * Says that this process runs, and ends the others itself. A guard that hears nothing for long
   * kills those that were asked to end.
   */
  void beat();

  /** Completes with the exit code of the command itself, 128 + n if signal n ended it. */
  CompletableFuture<Integer> exit();

  /** Sends a signal to all of them. */
  void signal(Signal signal);

  /** Asks all of them to end, those that are stopped too. */
  void askToEnd();

  /** Those that have not ended, for people. */
  List<String> left();

  /** Whether there are some, and all of them are stopped. */
  boolean isStopped();

  /** Ends those that are left, whatever they or their guard do. */
  void destroy();

  /** Lets go of those that are left, if any are. */
  @Override
  void close();
}
