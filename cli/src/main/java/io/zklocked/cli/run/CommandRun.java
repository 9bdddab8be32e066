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

/**
 * One command under one lock, from its start to its end. Confined to one thread.
 *
 * <p>The command is ended as soon as the lock is lost, or cannot be proven any more: from then on
 * it may become somebody else's within a tenth of the session timeout. It is ended by TERM, and by
 * KILL when its time for that has passed; at once by KILL if it is stopped.
 */
final class CommandRun {

  /** How often the clocks are asked whether the lock can still be proven. */
  private static final long LOOK_MILLIS = 50;

  private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long KILLED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Hold hold;
  private final CommandGroup group;
  private final Duration killAfter;
  private final Notes notes;

  /** Whoever is told what becomes of the processes. */
  interface Notes {

    /**
     * Tells it.
     *
     * @param kind one word for programs
     * @param sentence for people
     * @param processes those that it is about
     */
    void tell(String kind, String sentence, List<String> processes);
  }

  /**
   * A command that is there, and may be held back.
   *
   * @param hold the lock
   * @param group the command
   * @param killAfter how long it has from TERM to KILL
   * @param notes told when it is over: whoever reads that may be slow, and nobody ends processes
   *     meanwhile
   */
  CommandRun(Hold hold, CommandGroup group, Duration killAfter, Notes notes) {
    this.hold = hold;
    this.group = group;
    this.killAfter = killAfter;
    this.notes = notes;
  }

  /**
   * Lets the command begin, and blocks until it has ended, and all that it has started.
   *
   * @return its exit code
   * @throws CommandFailure if it was ended because of the lock, or could not be
   */
  int await() {
    CompletableFuture<Integer> exit = group.exit();
    CompletableFuture<?> event =
        CompletableFuture.anyOf(exit, hold.whenLost().toCompletableFuture());
    LockState state = hold.state();
    if (state == LockState.VALID) {
      group.begin();
    }
    while (state == LockState.VALID) {
      group.attend();
      if (passes(event)) {
        break;
      }
      state = hold.state();
    }
    if (state != LockState.VALID || hold.state() != LockState.VALID) {
      throw lost();
    }
    int code = exit.join();
    List<String> left = group.left();
    if (!left.isEmpty()) {
      endLeft(code, left);
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

  private CommandFailure lost() {
    LockState seen = hold.state();
    boolean isHeldBack = group.isHeldBack();
    // What is stopped would run on for a while if it were asked, and the lock may be another's.
    List<String> undead = isHeldBack || group.isStopped() ? kill() : end();
    String lost =
        seen == LockState.LOST
            ? "the lock is lost"
            : "the lock cannot be proven any more, since the ensemble was silent or zklocked was stopped";
    notes.tell("lost", lost + ": " + outcome(undead), undead);
    return new CommandFailure(
        ExitCodes.LOST,
        "lost",
        why()
            + (!undead.isEmpty()
                ? " " + unended(undead)
                : isHeldBack
                    ? " The command was not run."
                    : " The command was ended; whether it had done its work is not known."));
  }

  private static String outcome(List<String> undead) {
    return undead.isEmpty()
        ? "nothing of the command runs any more."
        : "the command was killed and is still there: " + String.join(", ", undead) + ".";
  }

  private String why() {
    try {
      hold.ensureValid();
      return "Lock '" + hold.resource() + "' could not be proven for a time.";
    } catch (LockLostException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void endLeft(int code, List<String> left) {
    List<String> undead = end();
    notes.tell(
        "left",
        "the command has ended with %d and left running: %s. %s"
            .formatted(
                code,
                String.join(", ", left),
                undead.isEmpty()
                    ? "They were ended before the lock is released."
                    : "Not all of them could be ended."),
        left);
    if (!undead.isEmpty()) {
      throw new CommandFailure(
          ExitCodes.LOST,
          "left",
          "The command has ended with %d. %s".formatted(code, unended(undead)));
    }
  }

  /** The session ends with this process, which is not to wait for what may never end. */
  private static String unended(List<String> undead) {
    return String.join(", ", undead)
        + " could not be ended, being another user's or held up in the kernel, and may run on while"
        + " somebody else has the lock, which ends with zklocked: end it by hand, and check what it did.";
  }

  /** Asks first. Returns those that are there all the same. */
  private List<String> end() {
    group.askToEnd();
    return isGoneBy(System.nanoTime() + killAfter.toNanos()) ? List.of() : kill();
  }

  private List<String> kill() {
    group.signal(Signal.KILL);
    if (!isGoneBy(System.nanoTime() + KILLED_NANOS)) {
      group.destroy(); // the guard does not obey
      isGoneBy(System.nanoTime() + KILLED_NANOS / 4);
    }
    return group.left();
  }

  private boolean isGoneBy(long deadline) {
    while (!group.left().isEmpty()) {
      group.beat();
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      LockSupport.parkNanos(BREATH_NANOS);
    }
    return true;
  }
}
