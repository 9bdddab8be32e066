package io.zklocked.runtime.metrics;

import io.zklocked.runtime.engine.LockObserver;

/** An event that waits for its observer. Immutable. */
sealed interface Seen {

  void replay(LockObserver observer);

  /** See {@link LockObserver#started}. */
  record Started(String label) implements Seen {
    @Override
    public void replay(LockObserver observer) {
      observer.started(label);
    }
  }

  /** See {@link LockObserver#ended}. */
  record Ended(String label, LockObserver.Outcome outcome, long waitNanos) implements Seen {
    @Override
    public void replay(LockObserver observer) {
      observer.ended(label, outcome, waitNanos);
    }
  }

  /** See {@link LockObserver#released}. */
  record Released(String label, long holdNanos) implements Seen {
    @Override
    public void replay(LockObserver observer) {
      observer.released(label, holdNanos);
    }
  }

  /** See {@link LockObserver#overdue}. */
  record Overdue(String label) implements Seen {
    @Override
    public void replay(LockObserver observer) {
      observer.overdue(label);
    }
  }

  /** See {@link LockObserver#lost}. */
  record Lost(String label, LockObserver.Loss loss) implements Seen {
    @Override
    public void replay(LockObserver observer) {
      observer.lost(label, loss);
    }
  }

  /** See {@link LockObserver#session}. */
  record InSession(LockObserver.SessionState state) implements Seen {
    @Override
    public void replay(LockObserver observer) {
      observer.session(state);
    }
  }
}
