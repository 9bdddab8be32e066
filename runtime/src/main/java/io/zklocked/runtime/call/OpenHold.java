package io.zklocked.runtime.call;

import io.zklocked.Fencing;
import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.order.HeldRequest;
import io.zklocked.spi.HoldFacts;
import io.zklocked.spi.ThreadHolds;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is held, with the count of those who rely on it: the frames of the thread that
 * entered it, once for each re-entry, and the stages that outlive their frames. The last one
 * releases the lock. One that no thread has entered has no frames. Thread-safe: any thread may
 * leave.
 */
public final class OpenHold extends Held
    implements Function<String, @Nullable Object>, HeldRequest {

  private static final AtomicLongFieldUpdater<OpenHold> COUNTS =
      AtomicLongFieldUpdater.newUpdater(OpenHold.class, "counts");

  @SuppressWarnings("rawtypes") // a class literal has no arguments
  private static final AtomicReferenceFieldUpdater<OpenHold, CompletableFuture> HEARD =
      AtomicReferenceFieldUpdater.newUpdater(OpenHold.class, CompletableFuture.class, "heard");

  private static final long USE = 1;
  private static final long FRAME = 1L << 32;

  private final Object runtime;
  private final Grant grant;
  private final Verification verification;

  /** Who entered it; null if nobody did, and it only waits to be left. */
  private final @Nullable Thread owner;

  /**
   * Two counts that change together. The lower half: all who rely on the hold; at 0 it is closed.
   * The upper half: those of them that are frames of the owner; at 0 the owner can no longer
   * re-enter.
   */
  private volatile long counts;

  /** The bodies that a loss interrupts; null before the first. Changed by the owner alone. */
  private volatile @Nullable List<BodyInterrupt> watching;

  /** Completes with a loss; null until somebody asks. */
  private volatile @Nullable CompletableFuture<LockLostException> heard;

  /** Those of the frames that a view as a {@code Lock} entered; used by the owner alone. */
  private int views;

  /** How often it was entered otherwise since it was opened; used by the owner alone. */
  private int others = 1;

  /** Whether somebody may have kept it; used by the owner alone. */
  private boolean isShown;

  /** Whether a transaction under it must not be committed once it is lost. */
  private volatile boolean checkedAtCommit;

  /** Whether a transaction under it was committed. */
  private volatile boolean committed;

  /** Made once, so that to keep the hold again costs no memory; used by the owner alone. */
  private @Nullable WeakReference<OpenHold> weakly;

  OpenHold(Object runtime, Grant grant, @Nullable Thread owner, Verification verification) {
    this.runtime = runtime;
    this.grant = grant;
    this.owner = owner;
    this.verification = verification;
    this.counts = owner == null ? USE : FRAME + USE;
  }

  /** Makes the hold the owner's innermost; on the owner's thread. */
  void open() {
    ThreadHolds.push(this);
    grant.onLost(this::lost);
  }

  /**
   * Opens it once more if its lock is still there for it, without asking anybody, so that a call
   * costs no memory. On any thread, with a hold that {@link #isSpare}.
   *
   * @return false if the lock has to be acquired anew; the hold is of no use then
   */
  public boolean reopen() {
    Thread caller = Thread.currentThread();
    if (caller != owner || !caller.getName().equals(grant.request().thread())) {
      return false;
    }
    counts = FRAME + USE; // before the grant can be lost again, which looks for frames
    others = 1;
    committed = false;
    if (!grant.reopen()) {
      counts = 0;
      return false;
    }
    ThreadHolds.push(this);
    return true;
  }

  /**
   * Whether nobody knows the hold any more but the views as a {@code Lock} that have entered it. On
   * the owner's thread.
   *
   * @return true if it is closed and was neither entered otherwise nor shown
   */
  public boolean isSpare() {
    return counts == 0 && others == 0 && !isShown;
  }

  /**
   * The hold, for whoever keeps it while it is spare but keeps nobody's thread. On the owner's
   * thread.
   *
   * @return the same reference each time
   */
  public WeakReference<OpenHold> weakly() {
    WeakReference<OpenHold> made = weakly;
    if (made == null) {
      made = new WeakReference<>(this);
      weakly = made;
    }
    return made;
  }

  private void lost() {
    interruptBodies();
    tellOfLoss();
  }

  private void interruptBodies() {
    List<BodyInterrupt> bodies = watching;
    if (bodies != null && !bodies.isEmpty()) {
      bodies.forEach(BodyInterrupt::fire);
    } else if (owner != null
        // A body that outlives its process's grace time has to hear of it before others are let in.
        && grant.loss() == LockLostException.Reason.SHUTDOWN
        && frames(counts) > 0) {
      owner.interrupt();
    }
  }

  private void tellOfLoss() {
    CompletableFuture<LockLostException> asked = heard;
    LockLostException loss = asked == null ? null : loss();
    if (asked != null && loss != null) {
      asked.completeAsync(() -> loss); // this thread belongs to the ensemble
    }
  }

  /**
   * Tells of the loss of the lock.
   *
   * @return completes, on a thread of the common pool, when the lock is lost; never if it is not
   */
  public CompletionStage<LockLostException> whenLost() {
    HEARD.compareAndSet(this, null, new CompletableFuture<LockLostException>());
    CompletableFuture<LockLostException> asked = Objects.requireNonNull(heard);
    if (owner == null) {
      grant.onLost(this::lost);
    } else if (grant.state() == LockState.LOST) {
      tellOfLoss(); // its listener may have looked before anybody had asked
    }
    return asked.minimalCompletionStage();
  }

  @Override
  Fencing fencing() {
    return grant.fencing();
  }

  @Override
  void watch(BodyInterrupt body) {
    List<BodyInterrupt> bodies = watching;
    if (bodies == null) {
      bodies = new CopyOnWriteArrayList<>();
      watching = bodies;
    }
    bodies.add(body);
    if (grant.state() == LockState.LOST) {
      body.fire(); // its listener may have looked before the body was there
    }
  }

  @Override
  void unwatch(BodyInterrupt body) {
    List<BodyInterrupt> bodies = watching;
    if (bodies != null) {
      bodies.remove(body);
    }
  }

  /** That of the bodies on its thread which it interrupts, if there are any; on that thread. */
  @Nullable InterruptFlag flag() {
    List<BodyInterrupt> bodies = watching;
    return bodies == null || bodies.isEmpty() ? null : bodies.get(0).flag();
  }

  /** Enters once more, on the owner's thread; false if the hold was closed meanwhile. */
  boolean reenter() {
    LockLostException loss = loss();
    if (loss != null) {
      throw loss;
    }
    long now = counts;
    while (uses(now) > 0) {
      if (COUNTS.compareAndSet(this, now, now + FRAME + USE)) {
        others++;
        return true;
      }
      now = counts;
    }
    return false;
  }

  /**
   * Leaves: releases the lock if nobody else relies on it, and waits until that is confirmed if it
   * is to be verified.
   *
   * @return what was lost, or null if the lock was valid until now
   */
  @Override
  public @Nullable LockLostException leave() {
    if (left(owner == null ? USE : FRAME + USE) != 0) {
      return loss(grant.lossByOneClock()); // whoever leaves last reads both
    }
    LockLostException.Reason reason = grant.close();
    return loss(reason == null ? verification.of(grant) : reason);
  }

  @Override
  void leaveFrame() {
    var unused = owner == null ? 0 : left(FRAME);
  }

  @Override
  OpenHold entered() {
    OpenHold entered = new OpenHold(runtime, grant, Thread.currentThread(), verification);
    entered.open();
    return entered;
  }

  /** Somebody leaves; returns how many still rely on the hold. */
  private int left(long who) {
    long now = COUNTS.addAndGet(this, -who);
    if (who != USE && frames(now) == 0) {
      ThreadHolds.remove(this);
    }
    return uses(now);
  }

  private static int uses(long counts) {
    return (int) counts;
  }

  private static int frames(long counts) {
    return (int) ((counts - uses(counts)) >> 32);
  }

  @Override
  @Nullable LockLostException leaveUse() {
    return loss(left(USE) == 0 ? grant.close() : grant.loss());
  }

  /** A view as a {@code Lock} has entered, which leaves by {@link #unlocks}. */
  public void locked() {
    views++;
    others--;
  }

  /**
   * Whether a view as a {@code Lock} may leave: it cannot take the lock from under a method or a
   * hold that entered otherwise. On the owner's thread.
   *
   * @return true once for each {@link #locked}
   */
  public boolean unlocks() {
    if (views == 0) {
      return false;
    }
    views--;
    return true;
  }

  /**
   * Why the lock is not valid now.
   *
   * @return what was lost, or null if the lock is valid
   */
  @Override
  public @Nullable LockLostException loss() {
    return loss(grant.loss());
  }

  private @Nullable LockLostException loss(LockLostException.@Nullable Reason reason) {
    return reason == null ? null : report(reason).exception();
  }

  @Override
  long heldNanos() {
    return grant.heldNanos();
  }

  @Override
  @Nullable Thread owner() {
    return owner;
  }

  @Override
  boolean isClosed() {
    return uses(counts) <= 0;
  }

  /** Why the lock is not valid now, for a transaction that is rolled back therefore; or null. */
  @Nullable LockLostException lossBeforeCommit() {
    LockLostException.Reason reason = grant.loss();
    return reason == null ? null : report(reason).beforeCommit();
  }

  @Override
  void checkAtCommit() {
    checkedAtCommit = true;
  }

  boolean isCheckedAtCommit() {
    return checkedAtCommit;
  }

  /** A transaction under it was committed. */
  void committed() {
    committed = true;
  }

  LockMode mode() {
    return grant.request().mode();
  }

  /** Whether it is open, and the hold of a runtime on a path in a mode; null for any mode. */
  boolean isOf(Object asked, String path, @Nullable LockMode mode) {
    return runtime == asked
        && isOpen()
        && (mode == null || mode == mode())
        && path.equals(grant.request().path());
  }

  @Override
  public @Nullable Request heldIn(Object asked) {
    return runtime == asked && isOpen() ? grant.request() : null;
  }

  private boolean isOpen() {
    long now = counts;
    return frames(now) > 0 && uses(now) > 0;
  }

  /**
   * The engine's word.
   *
   * @return the grant
   */
  public Grant grant() {
    return grant;
  }

  @Override
  public @Nullable Object apply(String fact) {
    return switch (fact) {
      case HoldFacts.RUNTIME -> runtime;
      case HoldFacts.PATH -> grant.request().path();
      case HoldFacts.MODE -> grant.request().mode().name();
      case HoldFacts.CLOSED -> !isOpen();
      case HoldFacts.RESOURCE -> grant.request().resource();
      case HoldFacts.STATE -> grant.state().name();
      case HoldFacts.HELD_FOR -> Duration.ofNanos(grant.heldNanos());
      case HoldFacts.CZXID -> grant.fencing().czxid();
      case HoldFacts.GRANT -> grant.fencing().grant();
      case HoldFacts.LOSS -> {
        LockLostException.Reason reason = grant.loss();
        yield reason == null ? null : report(reason).facts();
      }
      case HoldFacts.SHOWN -> {
        isShown = true;
        yield !isOpen();
      }
      default -> null;
    };
  }

  private LossReport report(LockLostException.Reason reason) {
    return new LossReport(grant, reason, committed);
  }
}
