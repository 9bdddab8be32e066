package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.SimEvent.Cause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the moves of an engine from what its states were and are. Confined to one thread.
 *
 * <p>A look is cheap, since an engine in a simulation has few contenders.
 */
final class SimLooks {

  /** A contender as it was at the last look. */
  private static final class Seen {
    final Contender contender;
    final boolean isPermit;
    Object phase = "";
    String progress = "";
    long grants;
    int holders;
    boolean isKept;
    boolean isThere;

    Seen(Contender contender) {
      this.contender = contender;
      this.isPermit = contender.kind() == Kind.LEASE;
    }
  }

  private final Engine engine;
  private final SimMoves moves;
  private final List<Seen> seen = new ArrayList<>();
  private final List<PermitAttempt> permits = new ArrayList<>();
  private final List<Boolean> haveMutex = new ArrayList<>();
  private boolean wasConnected;
  private boolean wasReconciled;
  private boolean wasUnsafe;
  private @Nullable Session session;

  private SimEvent event = SimEvent.NOTHING;
  private String synced = "";

  SimLooks(LockEngine lockEngine, SimMoves moves) {
    this.engine = Innards.engine(lockEngine);
    this.moves = moves;
  }

  void wanted(PermitAttempt attempt) {
    moves.saw(Move.PERMIT_WANTED);
    permits.add(attempt);
    haveMutex.add(false);
  }

  /**
   * Compares.
   *
   * @param happened what has happened since the last look
   * @param asked the directory that was asked to be up to date, if one was
   */
  void look(SimEvent happened, String asked) {
    event = happened;
    synced = asked;
    lookAtContenders();
    lookAtPermits();
    lookAtSession();
  }

  // --- Contenders ---

  private void lookAtContenders() {
    for (int i = 0; i < seen.size(); i++) {
      seen.get(i).isThere = false;
    }
    for (Line line : engine.lines.all()) {
      Contender next = Innards.next(line);
      if (next != null) {
        look(next);
      }
      for (Tenure tenure : Innards.tenures(line)) {
        look(tenure.contender());
      }
    }
    for (int i = seen.size() - 1; i >= 0; i--) {
      Seen gone = seen.get(i);
      if (!gone.isThere) {
        seen.remove(i);
        gone(gone);
      }
    }
  }

  private void look(Contender contender) {
    Phase phase = Innards.phase(contender);
    if (phase == null) {
      return;
    }
    Seen before = null;
    for (int i = 0; i < seen.size(); i++) {
      if (seen.get(i).contender == contender) {
        before = seen.get(i);
      }
    }
    if (before == null) {
      before = new Seen(contender);
      seen.add(before);
      if (phase instanceof Enrolling) {
        moves.saw(Move.SENT);
      }
    }
    before.isThere = true;
    Object phaseBefore = before.phase;
    String progress = Innards.progress(phase);
    if (phase instanceof Tenure tenure) {
      lookAtTenure(before, tenure);
    } else if (phaseBefore instanceof Enrolling && phase != phaseBefore) {
      queued(before, phase);
    } else if (phaseBefore instanceof Enrolling && !progress.equals(before.progress)) {
      doubted(progress);
    }
    if (phase instanceof Queueing || phase instanceof Counting) {
      queues(before, phase, progress);
    }
    before.phase = phase;
    before.progress = progress;
  }

  private void queued(Seen before, Phase phase) {
    if (phase instanceof Queueing) {
      moves.saw(before.progress.equals("CREATING") ? Move.QUEUED : Move.FOUND);
    }
  }

  private void doubted(String progress) {
    moves.saw(progress.equals("RECOVERING") ? Move.LOOKED_FOR : Move.CREATE_DOUBTED);
  }

  private void queues(Seen before, Phase phase, String progress) {
    boolean isListing = progress.equals("LISTING");
    if (isListing
        && synced.equals(before.contender.directory())
        && isMissed(before.contender, phase)) {
      moves.saw(before.isPermit ? Move.PERMIT_MISSED : Move.MISSED);
    } else if (progress.equals("WATCHING") && !before.progress.equals("WATCHING")) {
      moves.saw(before.isPermit ? Move.PERMIT_AWAITED : Move.WATCHED);
    } else if (isListing && phase == before.phase && !before.progress.equals("LISTING")) {
      if (event.cause() == Cause.CHANGED) {
        moves.saw(Move.LISTED_ON_CHANGE);
      } else if (event.cause() == Cause.BEATEN) {
        moves.saw(wasReconciled ? Move.LISTED_ON_ROUND : Move.LISTED_ON_RETURN);
      }
    }
  }

  /** Whether the answer that has come does not show a node. */
  private boolean isMissed(Contender contender, Object phase) {
    String path = Innards.node(phase);
    if (path == null || event.path().isEmpty() || !path.startsWith(event.path())) {
      return false;
    }
    String own = path.substring(contender.directory().length() + 1);
    return event.value() instanceof List<?> names
        ? !names.contains(own)
        : event.code() == Code.NO_NODE;
  }

  private void lookAtTenure(Seen before, Tenure tenure) {
    boolean isNew = before.phase != tenure;
    long grants = Innards.grants(tenure);
    if (isNew && before.isPermit) {
      moves.saw(Move.PERMIT_GRANTED);
    } else if (isNew && before.phase instanceof Enrolling) {
      moves.saw(Move.GRANTED_AT_ONCE);
    } else if (isNew && before.phase instanceof Queueing) {
      moves.saw(Move.GRANTED);
    } else if (!isNew && grants > before.grants) {
      regranted(before, tenure);
    } else if (!isNew && tenure.isKept() && !before.isKept) {
      moves.saw(Move.KEPT);
    }
    before.grants = grants;
    before.isKept = tenure.isKept();
    before.holders = tenure.holdings().size();
  }

  private void regranted(Seen before, Tenure tenure) {
    if (before.isKept) {
      moves.saw(Move.KEPT_FOR_THE_NEXT);
    } else if (tenure.isExclusive() && event.cause() == Cause.LEFT) {
      moves.saw(Move.HANDED_OVER);
    } else if (!tenure.isExclusive() && before.holders > 0) {
      moves.saw(Move.SHARED);
    }
  }

  private void gone(Seen was) {
    if (was.phase instanceof Tenure) {
      tenureGone(was);
    } else if (event.cause() == Cause.ENDED) {
      moves.saw(was.phase instanceof Enrolling ? Move.ENDED_ENROLLING : Move.ENDED_QUEUEING);
    } else if (was.phase instanceof Enrolling) {
      enrollingGone(was);
    } else if (isMissed(was.contender, was.phase)) {
      moves.saw(isReplaced(was) ? Move.SENT_ANEW : Move.SENT_TOO_OFTEN);
    } else {
      moves.saw(Move.UNWANTED_QUEUEING);
    }
  }

  private void enrollingGone(Seen was) {
    if (event.cause() == Cause.CREATED && event.code() == Code.NO_NODE) {
      moves.saw(Move.DIRECTORY_MISSED);
    } else if (event.cause() == Cause.LISTED && was.progress.equals("RECOVERING")) {
      moves.saw(Move.NOT_FOUND);
    } else {
      moves.saw(Move.UNWANTED_ENROLLING);
    }
  }

  private void tenureGone(Seen was) {
    if (event.cause() == Cause.ENDED) {
      moves.saw(Move.ENDED_HOLDING);
    } else if (was.isKept && event.cause() == Cause.RANG) {
      moves.saw(Move.KEPT_UNTIL_TIME_WAS_OVER);
    } else if (was.isKept && event.cause() == Cause.LISTED) {
      moves.saw(Move.KEPT_UNTIL_ANOTHER_CAME);
    } else if (isMissed(was.contender, was.phase)) {
      moves.saw(Move.NODE_LOST);
    } else if (!was.isKept && event.cause() == Cause.LEFT) {
      moves.saw(isReplaced(was) ? Move.REPLACED : Move.RELEASED);
    }
  }

  /** Whether another contender stands for those who wait. */
  private boolean isReplaced(Seen was) {
    return Innards.next(was.contender.line()) != null;
  }

  // --- Permits ---

  private void lookAtPermits() {
    for (int i = permits.size() - 1; i >= 0; i--) {
      PermitAttempt attempt = permits.get(i);
      if (attempt.outcome().isDone()) {
        if (attempt.outcome().isCompletedExceptionally()) {
          moves.saw(Move.PERMIT_REFUSED);
        }
        permits.remove(i);
        haveMutex.remove(i);
        continue;
      }
      boolean hasMutex = Innards.hasMutex(attempt);
      if (hasMutex != haveMutex.get(i)) {
        haveMutex.set(i, hasMutex);
        if (hasMutex) {
          moves.saw(Move.MUTEX_GRANTED);
        } else if (Innards.isPending(attempt)) {
          moves.saw(Move.MUTEX_LOST);
        }
      }
    }
  }

  // --- The session ---

  private void lookAtSession() {
    Session now = engine.clock.session();
    boolean isConnected = engine.clock.isConnected();
    boolean isReconciled = engine.clock.isReconciled();
    boolean isUnsafe = Innards.isUnsafe(engine);
    if (now != session) {
      changed(now);
    } else if (now != null && isConnected != wasConnected) {
      moves.saw(
          isConnected ? Move.CAME_BACK : wasReconciled ? Move.SUSPENDED : Move.SUSPENDED_AGAIN);
    } else if (isConnected && isReconciled && !wasReconciled) {
      moves.saw(Move.RECONCILED);
    }
    if (isUnsafe != wasUnsafe) {
      moves.saw(isUnsafe ? Move.PASSED_THE_DEADLINE : Move.BEATEN_AGAIN);
    }
    if (event.cause() == Cause.ABANDONED) {
      moves.saw(Move.CLOSED);
    }
    session = now;
    wasConnected = isConnected;
    wasReconciled = isReconciled;
    wasUnsafe = isUnsafe;
  }

  private void changed(@Nullable Session now) {
    if (session != null) {
      moves.saw(
          !wasConnected
              ? Move.ENDED_SUSPENDED
              : wasReconciled ? Move.ENDED_CONNECTED : Move.ENDED_RECONCILING);
    }
    if (now != null) {
      moves.saw(Move.OPENED);
    }
  }
}
