package io.zklocked.runtime.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.runtime.engine.LockObserver;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spares the first locked call the start of JMX, JFR or Micrometer: keeps the events until the
 * first body has ended, then has the real observer built on another thread, gives it all that was
 * kept, in order, and hands on from then on. Whatever goes wrong with the observer is logged once
 * and does not reach the engine.
 *
 * <p>Two further events start the observer, for a process in which no body ends: an acquisition
 * that found no ensemble, since then meters are looked at and no body is held up; and the {@value
 * #ENOUGH}th event. While the observer is being built at most {@value #MOST} events are kept; what
 * comes beyond is dropped and its number logged.
 *
 * <p>Thread-safe. States: HOLDING, BUILDING, LIVE, CLOSED; only forward, a state may be skipped.
 * The lock guards the state, the kept events and the step to live: an event is either kept before
 * the last look at the queue, or handed on after it. Nothing foreign runs under the lock.
 */
public final class DeferredObserver implements Meters {

  /** So many events start the observer although no body has ended. */
  static final int ENOUGH = 1_024;

  /** So many events are kept at most. */
  static final int MOST = 65_536;

  private static final Logger LOGGER = LoggerFactory.getLogger(DeferredObserver.class);

  private enum State {
    HOLDING,
    BUILDING,
    LIVE,
    CLOSED
  }

  private final Supplier<? extends LockObserver> source;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private State state = State.HOLDING;

  @GuardedBy("lock")
  private Queue<Seen> kept = new ArrayDeque<>();

  @GuardedBy("lock")
  private long dropped;

  /** Where events go; null as long as they are kept. Written under the lock. */
  private volatile @Nullable Meters target;

  /**
   * An observer that is built on a daemon thread of its own, which ends with that.
   *
   * @param source builds the real observer; called once at most. A class that names JMX or
   *     Micrometer types is to be touched in there, not before
   */
  public DeferredObserver(Supplier<? extends LockObserver> source) {
    this(source, new OneThread());
  }

  /**
   * An observer that is built by a given executor.
   *
   * @param source as in {@link #DeferredObserver(Supplier)}
   * @param executor runs one task, which may take some 100 ms; never on the calling thread
   */
  public DeferredObserver(Supplier<? extends LockObserver> source, Executor executor) {
    this.source = source;
    this.executor = executor;
  }

  /**
   * Defers an observer that is there already.
   *
   * @param observer the real observer; nothing is asked of it before the first body has ended
   * @return the observer itself if it watches nothing or is deferred already
   */
  public static LockObserver of(LockObserver observer) {
    return observer == LockObserver.NONE || observer instanceof DeferredObserver
        ? observer
        : new DeferredObserver(new Given(observer));
  }

  @Override
  public void started(String label) {
    Meters now = target;
    if (now != null) {
      now.started(label);
    } else {
      keep(new Seen.Started(label), false);
    }
  }

  @Override
  public void ended(String label, Outcome outcome, long waitNanos) {
    Meters now = target;
    if (now != null) {
      now.ended(label, outcome, waitNanos);
    } else {
      keep(new Seen.Ended(label, outcome, waitNanos), outcome == Outcome.UNAVAILABLE);
    }
  }

  @Override
  public void released(String label, long holdNanos) {
    Meters now = target;
    if (now != null) {
      now.released(label, holdNanos);
    } else {
      keep(new Seen.Released(label, holdNanos), true);
    }
  }

  @Override
  public void overdue(String label) {
    Meters now = target;
    if (now != null) {
      now.overdue(label);
    } else {
      keep(new Seen.Overdue(label), false);
    }
  }

  @Override
  public void lost(String label, Loss loss) {
    Meters now = target;
    if (now != null) {
      now.lost(label, loss);
    } else {
      keep(new Seen.Lost(label, loss), false);
    }
  }

  @Override
  public void session(SessionState state) {
    Meters now = target;
    if (now != null) {
      now.session(state);
    } else {
      keep(new Seen.InSession(state), false);
    }
  }

  /** Closes the real observer if there is one, and drops what was kept. */
  @Override
  public void close() {
    Meters last;
    lock.lock();
    try {
      last = target;
      become(State.CLOSED, new GuardedObserver(LockObserver.NONE));
      kept = new ArrayDeque<>();
    } finally {
      lock.unlock();
    }
    if (last != null) {
      last.close();
    }
  }

  private void keep(Seen event, boolean starts) {
    Meters now;
    boolean build = false;
    lock.lock();
    try {
      now = target;
      if (now == null) {
        if (kept.size() < MOST) {
          kept.add(event);
        } else {
          dropped++;
        }
        if (state == State.HOLDING && (starts || kept.size() >= ENOUGH)) {
          become(State.BUILDING, null);
          build = true;
        }
      }
    } finally {
      lock.unlock();
    }
    if (now != null) {
      event.replay(now);
    } else if (build) {
      startBuilding();
    }
  }

  private void startBuilding() {
    try {
      executor.execute(new Building());
    } catch (RuntimeException | Error e) { // an executor that is closed, no more threads
      off(e);
    }
  }

  private void build() {
    LockObserver observer;
    try {
      observer = source.get();
    } catch (Throwable e) { // a module or a library that is not there, or anything else foreign
      off(e);
      return;
    }
    Meters guarded = new GuardedObserver(observer);
    Queue<Seen> next = nextOrLive(guarded);
    while (next != null) {
      for (Seen event : next) {
        event.replay(guarded);
      }
      next = nextOrLive(guarded);
    }
  }

  /** The events to be replayed next, or null if there are none, ever. */
  private @Nullable Queue<Seen> nextOrLive(Meters guarded) {
    Queue<Seen> next = null;
    long lost = 0;
    boolean closed;
    lock.lock();
    try {
      closed = state == State.CLOSED;
      if (!closed && kept.isEmpty()) {
        become(State.LIVE, guarded);
        lost = dropped;
      } else if (!closed) {
        next = kept;
        kept = new ArrayDeque<>();
      }
    } finally {
      lock.unlock();
    }
    if (closed) {
      guarded.close();
    } else if (lost > 0) {
      LOGGER.warn("The meters of the locks lack {} events that came while they started.", lost);
    }
    return next;
  }

  private void off(Throwable e) {
    LOGGER.warn("There are no meters of the locks, which work all the same: {}", e.toString());
    LOGGER.debug("Why there are no meters", e);
    close();
  }

  @GuardedBy("lock")
  private void become(State next, @Nullable Meters nextTarget) {
    state = next;
    target = nextTarget;
  }

  private record Given(LockObserver observer) implements Supplier<LockObserver> {
    @Override
    public LockObserver get() {
      return observer;
    }
  }

  /** Not a lambda: the first lambda of a process costs the call that ends here some 20 ms. */
  private final class Building implements Runnable {
    @Override
    public void run() {
      build();
    }
  }

  /** Starts a daemon thread that keeps nothing of the caller's: no loader, no thread locals. */
  private static final class OneThread implements Executor {
    @Override
    public void execute(Runnable task) {
      Thread thread = new Thread(null, task, "zklocked-meters", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(DeferredObserver.class.getClassLoader());
      thread.start();
    }
  }
}
