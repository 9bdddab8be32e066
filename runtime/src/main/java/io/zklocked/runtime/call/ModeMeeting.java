package io.zklocked.runtime.call;

import io.zklocked.LockMode;
import io.zklocked.LockModeException;
import io.zklocked.runtime.engine.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows in which mode a thread may want a lock that it holds already. Stateless. */
final class ModeMeeting {

  private ModeMeeting() {}

  /**
   * Refuses what would wait for the thread itself, or is another kind of lock.
   *
   * @throws LockModeException at once, also where the lock could be waited for
   */
  static void check(OpenHold held, Acquirer.Wish wish) {
    String problem = problem(held.grant().request(), wish);
    if (problem != null) {
      throw LockModeException.of(
          Map.of(
              "message",
              "Lock '%s' is refused: %s The body did not run."
                  .formatted(wish.key().resource(), problem),
              "resource",
              wish.key().resource(),
              "path",
              wish.key().path()));
    }
  }

  private static @Nullable String problem(Request held, Acquirer.Wish wish) {
    if (held.mode() == wish.mode()) {
      return held.permits() == wish.permits()
          ? null
          : "this thread holds it as a semaphore of %d permits, and wants it with %d. One number of permits must be used for one key."
              .formatted(held.permits(), wish.permits());
    }
    if (held.mode() == LockMode.WRITE && wish.mode() == LockMode.READ) {
      return null;
    }
    if (held.mode() == LockMode.READ && wish.mode() != LockMode.SEMAPHORE) {
      return "this thread holds it for reading, and a read lock cannot be upgraded: two readers that both wait to write would wait for each other for ever. Release the read lock first and look again at what was read, or lock for writing from the start.";
    }
    return "this thread holds it as %s, and %s is another kind of lock. Use one kind for one key."
        .formatted(held.mode(), wish.mode());
  }
}
