package io.zklocked.runtime.call;

import io.zklocked.LockMode;
import io.zklocked.ZkLockException;
import io.zklocked.runtime.engine.Attempt;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.LockSpace;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.runtime.order.LockOrder;
import io.zklocked.spi.ThreadHolds;
import io.zklocked.syntax.WaitTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Acquires locks for threads: waits, re-enters, and makes the hold known to the thread; or for
 * nobody in particular, as a stage. Thread-safe.
 */
public final class Acquirer {

  /** Stands for the label and the method of a lock by hand that has none. */
  public static final String BY_HAND = Request.BY_HAND;

  private final LockSpace space;
  private final Waiting waiting;
  private final Verification verification;
  private final Alarm alarm;
  private final @Nullable LockOrder order;

  /**
   * Makes an acquirer.
   *
   * @param space the locks
   * @param waiting how threads wait for them
   * @param verifyNanos for how long the end of a hold waits until its release is confirmed; 0 if it
   *     does not wait
   * @param alarm ends the waits of stages
   * @param order watches in which order threads take locks; null if nobody does
   */
  public Acquirer(
      LockSpace space, Waiting waiting, long verifyNanos, Alarm alarm, @Nullable LockOrder order) {
    this.space = space;
    this.waiting = waiting;
    this.verification = new Verification(verifyNanos);
    this.alarm = alarm;
    this.order = order;
  }

  /**
   * What is wanted of one call.
   *
   * @param key which lock
   * @param label what the meters call it
   * @param method for whom
   * @param mode how it is to be held
   * @param permits how many may hold a semaphore at once; 1 for the other modes
   * @param waitTime how long to wait, over everything
   * @param skips whether the caller skips its work when the lock is busy
   * @param interruptible whether an interrupt ends the wait
   * @param retainNanos as in {@link Request}
   */
  public record Wish(
      LockKey key,
      String label,
      String method,
      LockMode mode,
      int permits,
      WaitTime waitTime,
      boolean skips,
      boolean interruptible,
      long retainNanos) {

    Request request(Thread caller) {
      return new Request(
          key.path(),
          key.resource(),
          label,
          caller.getName(),
          method,
          mode,
          permits,
          waitTime.isOnce(),
          skips,
          !key.shared(),
          retainNanos);
    }
  }

  /**
   * Acquires a lock, or enters one again that the calling thread holds. Blocks for at most the wait
   * time; one that is tried once, for as long as the ensemble may take to answer.
   *
   * <p>A thread that holds the lock enters it again in the same mode, and reads what it has locked
   * for writing; the read hold may outlast the write hold. Any other mode beside the one that it
   * holds is refused at once.
   *
   * <p>A thread that holds something else is watched by {@link LockOrder}, before it waits.
   *
   * @param wish which lock, and how
   * @return the hold, the innermost of the calling thread unless it was entered again
   * @throws ZkLockException if the lock cannot be had
   */
  public OpenHold acquire(Wish wish) {
    OpenHold again = reenter(wish);
    if (again != null) {
      return again;
    }
    OpenHold write = wish.mode() == LockMode.READ ? find(wish.key(), LockMode.WRITE) : null;
    if (write != null && write.reenter()) { // so that nobody closes it before the read is granted
      try {
        return granted(space.downgrade(write.grant(), request(wish)), wish);
      } finally {
        write.leave(); // a loss is told by the holds themselves
      }
    }
    Request request = request(wish);
    WaitTime left = checkOrder(wish.waitTime(), request);
    return opened(waiting.await(space.acquire(request), left, wish.interruptible()));
  }

  /**
   * A request that does not wait cannot be part of a deadlock.
   *
   * @return how long it may still wait
   */
  private WaitTime checkOrder(WaitTime wait, Request request) {
    return order == null || wait.isOnce()
        ? wait
        : waiting.left(wait, order.check(this, request, waiting.toAsk(wait)));
  }

  /**
   * Opens a hold once more that was acquired here, as {@link OpenHold#reopen}.
   *
   * @param spare the hold
   * @param wish its lock
   * @return false if the lock has to be acquired anew; the hold is of no use then
   * @throws io.zklocked.LockOrderException as {@link #acquire}
   */
  public boolean reopen(OpenHold spare, Wish wish) {
    var unused = checkOrder(wish.waitTime(), spare.grant().request());
    return spare.reopen();
  }

  /**
   * Enters a lock again that the calling thread holds. Does not block.
   *
   * @param wish which lock, and how
   * @return the hold; null if the thread does not hold the lock
   * @throws ZkLockException as {@link #acquire}
   */
  public @Nullable OpenHold reenter(Wish wish) {
    OpenHold again = enterAgain(wish);
    if (again != null) {
      space.reentered(wish.label());
    }
    return again;
  }

  private @Nullable OpenHold enterAgain(Wish wish) {
    OpenHold held = find(wish.key(), null);
    if (held == null) {
      return null;
    }
    OpenHold same = held.mode() == wish.mode() ? held : find(wish.key(), wish.mode());
    ModeMeeting.check(same == null ? held : same, wish);
    return same != null && same.reenter() ? same : null;
  }

  /**
   * Acquires several locks, all or none; those that the calling thread holds are entered again.
   * Blocks as {@link #acquire} does, for the wait time of the first wish. Of several wishes for one
   * key that the thread does not hold, the strongest counts.
   *
   * @param wishes which locks, and how; not empty, all with the same wait, none for a semaphore
   * @return the holds, to be left in reverse: those that were entered again, once for each wish,
   *     then one for each other lock
   * @throws ZkLockException if one of the locks cannot be had
   */
  public List<OpenHold> acquireAll(List<Wish> wishes) {
    List<OpenHold> holds = new ArrayList<>(wishes.size());
    try {
      List<Request> requests = new ArrayList<>(wishes.size());
      for (Wish wish : wishes) {
        OpenHold again = enterAgain(wish);
        if (again == null && wish.mode() == LockMode.READ) {
          again = find(wish.key(), LockMode.WRITE); // whoever writes reads as well
          again = again != null && again.reenter() ? again : null;
        }
        if (again == null) {
          requests.add(request(wish));
        } else {
          space.reentered(wish.label());
          holds.add(again);
        }
      }
      if (!requests.isEmpty()) {
        Wish first = wishes.get(0);
        WaitTime left = first.waitTime();
        if (order != null && !left.isOnce()) {
          left = waiting.left(left, order.check(this, requests, waiting.toAsk(left)));
        }
        var attempt = space.acquireAll(requests);
        for (Grant grant : waiting.await(attempt, left, first.interruptible())) {
          holds.add(opened(grant));
        }
      }
      return holds;
    } catch (RuntimeException | Error e) {
      try {
        var unused = new HeldTogether(holds).leave(); // nobody has relied on them
      } catch (RuntimeException | Error another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }

  /**
   * The innermost hold of the calling thread on a lock.
   *
   * @param key which lock
   * @param mode how it is held; null for any mode
   * @return the hold, or null if there is none
   */
  public @Nullable OpenHold find(LockKey key, @Nullable LockMode mode) {
    if (ThreadHolds.last() instanceof OpenHold last && last.isOf(this, key.path(), mode)) {
      return last; // as nearly always
    }
    String name = mode == null ? null : mode.name();
    return ThreadHolds.find(this, key.path(), name) instanceof OpenHold held ? held : null;
  }

  private static Request request(Wish wish) {
    return wish.request(Thread.currentThread());
  }

  private OpenHold granted(Attempt attempt, Wish wish) {
    return opened(waiting.await(attempt, wish.waitTime(), wish.interruptible()));
  }

  private OpenHold opened(Grant grant) {
    OpenHold hold = new OpenHold(this, grant, Thread.currentThread(), verification);
    hold.open();
    return hold;
  }

  /**
   * Acquires a lock for no thread: it is not entered again, not even by the caller, and any thread
   * may leave. Does not block.
   *
   * @param <T> as what it is handed over
   * @param wish which lock, and how
   * @param made turns the hold into what is handed over
   * @return completed on a thread of the common pool; to cancel it gives the attempt up
   */
  public <T> CompletableFuture<T> acquireAsync(Wish wish, Function<OpenHold, T> made) {
    Attempt attempt = space.acquire(request(wish));
    return new StagedAttempt<>(attempt, this::ofNobody, made)
        .within(wish.waitTime(), waiting, alarm);
  }

  /**
   * Acquires one lock or several, all or none, as {@link #acquireAsync(Wish, Function)} does.
   *
   * @param wishes as {@link #acquireAll} takes them, or one for a semaphore
   * @return completes with the locks
   */
  CompletableFuture<Held> acquireAsync(List<Wish> wishes) {
    Wish first = wishes.get(0);
    if (wishes.size() == 1) {
      return acquireAsync(first, hold -> hold);
    }
    return new StagedAttempt<List<Grant>, HeldTogether, Held>(
            space.acquireAll(wishes.stream().map(Acquirer::request).toList()),
            grants -> new HeldTogether(grants.stream().map(this::ofNobody).toList()),
            holds -> holds)
        .within(first.waitTime(), waiting, alarm);
  }

  private OpenHold ofNobody(Grant grant) {
    return new OpenHold(this, grant, null, verification);
  }
}
