package io.zklocked.cli.run;

import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.runtime.Hold;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One command under one lock, from its start to its end. Confined to one thread.
 *
 * <p>The command is ended as soon as the lock is lost, or cannot be proven any more: from then on
 * it may become somebody else's within a tenth of the session timeout. It is ended by TERM, and by
 * KILL when its time for that has passed.
 */
final class CommandRun {

  /** How often the clocks are asked whether the lock can still be proven. */
  private static final long LOOK_MILLIS = 50;

  private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long KILLED_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Hold hold;
  private final CommandGroup group;
  private final Duration killAfter;
  private final Consumer<String> notes;

  /**
   * A command that has been started.
   *
   * @param hold the lock
   * @param group the command
   * @param killAfter how long it has from TERM to KILL
   * @param notes told what becomes of its processes, in sentences
   */
  CommandRun(Hold hold, CommandGroup group, Duration killAfter, Consumer<String> notes) {
    this.hold = hold;
    this.group = group;
    this.killAfter = killAfter;
    this.notes = notes;
  }

  /**
   * Blocks until the command has ended, and all that it has started.
   *
   * @return its exit code
   * @throws CommandFailure if it was ended because of the lock
   */
  int await() {
    CompletableFuture<Integer> exit = group.exit();
    CompletableFuture<?> event =
        CompletableFuture.anyOf(exit, hold.whenLost().toCompletableFuture());
    LockState state = hold.state();
    while (state == LockState.VALID && !passes(event)) {
      group.attend();
      state = hold.state();
    }
    if (state != LockState.VALID || hold.state() != LockState.VALID) {
      LockState seen = hold.state();
      askToEnd(); // ahead of every word: whoever reads them may be slow
      notes.accept(
          seen == LockState.LOST
              ? "the lock is lost: ending the command."
              : "the lock cannot be proven any more, for the ensemble is silent: ending the command.");
      end();
      throw lost();
    }
    int code = exit.join();
    List<String> left = group.left();
    if (!left.isEmpty()) {
      notes.accept(
          "the command has ended with %d and left running: %s. They are ended before the lock is released."
              .formatted(code, String.join(", ", left)));
      end();
    }
    return code;
  }

  /** Whether it comes before the next look. */
  private static boolean passes(CompletableFuture<?> event) {
    try {
      event.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("nobody interrupts this wait, and neither event fails", e);
    }
  }

  private void askToEnd() {
    group.signal(Signal.TERM);
    group.signal(Signal.CONT); // a stopped process would not hear of it
  }

  private void end() {
    long begin = System.nanoTime();
    askToEnd();
    if (!isGoneBy(begin + killAfter.toNanos())) {
      group.signal(Signal.KILL);
      if (!isGoneBy(System.nanoTime() + KILLED_NANOS)) {
        group.destroy(); // the guard does not obey
      }
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    List<String> left = group.left();
    notes.accept(
        left.isEmpty()
            ? "nothing of the command runs any more, %d ms later.".formatted(millis)
            : "still running, although killed: %s.".formatted(String.join(", ", left)));
  }

  private boolean isGoneBy(long deadline) {
    while (!group.left().isEmpty()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      LockSupport.parkNanos(BREATH_NANOS);
    }
    return true;
  }

  private CommandFailure lost() {
    String why;
    try {
      hold.ensureValid();
      why = "Lock '" + hold.resource() + "' could not be proven for a time.";
    } catch (LockLostException e) {
      why = String.valueOf(e.getMessage());
    }
    return new CommandFailure(
        ExitCodes.LOST,
        "lost",
        why + " The command was ended; whether it had done its work is not known.");
  }
}
