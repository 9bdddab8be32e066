package io.zklocked.runtime.call;

import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.spi.HoldFacts;
import io.zklocked.spi.ThreadHolds;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is held, with the count of those who rely on it: the frames of the thread that
 * entered it, once for each re-entry, and the stages that outlive their frames. The last one
 * releases the lock. One that no thread has entered has no frames. Thread-safe: any thread may
 * leave.
 */
public final class OpenHold implements Function<String, @Nullable Object> {

  private final Object runtime;
  private final Grant grant;
  private final Verification verification;

  /** Who entered it; null if nobody did, and it only waits to be left. */
  private final @Nullable Thread owner;

  /** All who rely on the hold; at 0 it is closed. */
  private final AtomicInteger uses = new AtomicInteger(1);

  /** Those of them that are frames of the owner; at 0 the owner can no longer re-enter. */
  private final AtomicInteger frames;

  /** Those of the frames that a view as a {@code Lock} entered; used by the owner alone. */
  private int views;

  OpenHold(Object runtime, Grant grant, @Nullable Thread owner, Verification verification) {
    this.runtime = runtime;
    this.grant = grant;
    this.owner = owner;
    this.frames = new AtomicInteger(owner == null ? 0 : 1);
    this.verification = verification;
  }

  /** Makes the hold the owner's innermost; on the owner's thread. */
  void open() {
    ThreadHolds.push(this);
    grant.onLost(this::lost);
  }

  private void lost() {
    // A body that outlives its process's grace time has to hear of it before others are let in.
    if (owner != null && grant.loss() == LockLostException.Reason.SHUTDOWN && frames.get() > 0) {
      owner.interrupt();
    }
  }

  /** Enters once more, on the owner's thread; false if the hold was closed meanwhile. */
  boolean reenter() {
    LockLostException loss = loss();
    if (loss != null) {
      throw loss;
    }
    int now = uses.get();
    while (now > 0) {
      if (uses.compareAndSet(now, now + 1)) {
        frames.incrementAndGet();
        return true;
      }
      now = uses.get();
    }
    return false;
  }

  /**
   * Leaves: releases the lock if nobody else relies on it, and waits until that is confirmed if it
   * is to be verified.
   *
   * @return what was lost, or null if the lock was valid until now
   */
  public @Nullable LockLostException leave() {
    if (owner != null) {
      leaveFrame();
    }
    if (uses.decrementAndGet() != 0) {
      return loss();
    }
    LockLostException.Reason reason = grant.close();
    return loss(reason == null ? verification.of(grant) : reason);
  }

  /** A frame ends whose result is still to come: the lock is kept, but not by the thread. */
  void leaveFrame() {
    if (frames.decrementAndGet() == 0) {
      ThreadHolds.remove(this);
    }
  }

  /** The result has come; on a thread that must not wait. */
  @Nullable LockLostException leaveUse() {
    return loss(uses.decrementAndGet() == 0 ? grant.close() : grant.loss());
  }

  /** A view as a {@code Lock} has entered, which leaves by {@link #unlocks}. */
  public void locked() {
    views++;
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
  public @Nullable LockLostException loss() {
    return loss(grant.loss());
  }

  private @Nullable LockLostException loss(LockLostException.@Nullable Reason reason) {
    return reason == null ? null : LockLostException.of(facts(reason));
  }

  LockMode mode() {
    return grant.request().mode();
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
      case HoldFacts.CLOSED -> frames.get() <= 0 || uses.get() <= 0;
      case HoldFacts.RESOURCE -> grant.request().resource();
      case HoldFacts.STATE -> grant.state().name();
      case HoldFacts.HELD_FOR -> Duration.ofNanos(grant.heldNanos());
      case HoldFacts.CZXID -> grant.fencing().czxid();
      case HoldFacts.GRANT -> grant.fencing().grant();
      case HoldFacts.LOSS -> {
        LockLostException.Reason reason = grant.loss();
        yield reason == null ? null : facts(reason);
      }
      default -> null;
    };
  }

  private Map<String, Object> facts(LockLostException.Reason reason) {
    String resource = grant.request().resource();
    Map<String, Object> facts = new HashMap<>();
    facts.put(
        "message",
        "Lock '%s' was lost while its body ran: %s. Another process may have been in the same section; check what this one did, and let the resource compare fencing tokens (this one: %s)."
            .formatted(resource, explain(reason), grant.fencing()));
    facts.put("resource", resource);
    facts.put("path", grant.request().path());
    facts.put("reason", reason.name());
    return facts;
  }

  private static String explain(LockLostException.Reason reason) {
    return switch (reason) {
      case SESSION_EXPIRED -> "its session with ZooKeeper ended";
      case NODE_DELETED -> "somebody deleted its node";
      case UNPROVEN -> "ZooKeeper was silent for so long that it could not be proven";
      case SHUTDOWN -> "this process shut down and its grace time (shutdown-grace) had passed";
    };
  }
}
