package io.zklocked.cli.shell;

import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.cli.frame.ExitCodes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing after the other, and gives one up when asked to. {@link #take} is for one thread,
 * {@link #giveUp} for any.
 */
final class Turns {

  /** What a release waits for may not come for long, and cannot be given up otherwise. */
  private static final long PATIENCE_MILLIS = 500;

  private record Turn(Thread thread, CompletableFuture<Reply> reply) {}

  private final String name;
  private final Function<List<String>, Reply> desk;
  private final AtomicReference<@Nullable Turn> present = new AtomicReference<>();

  /**
   * Does nothing yet.
   *
   * @param name of the threads: it stands in the owner records of the locks that they take
   * @param desk what is said and what comes of it; an interrupt ends it early
   */
  Turns(String name, Function<List<String>, Reply> desk) {
    this.name = name;
    this.desk = desk;
  }

  /** Blocks until it is done or given up. */
  Reply take(List<String> words) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Thread thread = new Thread(() -> reply.complete(desk.apply(words)), name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((in, failure) -> reply.completeExceptionally(failure));
    present.set(new Turn(thread, reply));
    thread.start();
    try {
      return reply.join();
    } finally {
      present.set(null);
    }
  }

  /** Gives up what is being done, if anything is. */
  void giveUp() {
    Turn turn = present.get();
    if (turn != null) {
      turn.thread().interrupt();
      CommandFailure failure =
          new CommandFailure(
              ExitCodes.INTERRUPTED, "interrupted", "Given up; it may still be done, or not.");
      var unused =
          turn.reply()
              .completeOnTimeout(Reply.failed(failure), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
