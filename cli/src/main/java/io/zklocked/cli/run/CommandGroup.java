package io.zklocked.cli.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A command that runs, with all processes that it starts. Thread-safe; no method blocks. */
interface CommandGroup extends AutoCloseable {

  /** Completes with the exit code of the command itself, 128 + n if signal n ended it. */
  CompletableFuture<Integer> exit();

  /** Sends a signal to all of them. */
  void signal(Signal signal);

  /** Those that have not ended, for people. */
  List<String> left();

  /** Ends those that are left, whatever they or their guard do. */
  void destroy();

  /** Looks whether the command was stopped at its terminal and has to go on. */
  void attend();

  /** Lets go of those that are left, if any are. */
  @Override
  void close();
}
