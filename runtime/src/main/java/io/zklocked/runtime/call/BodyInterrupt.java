package io.zklocked.runtime.call;

/**
 * The interrupt of one body whose lock may be lost.
 *
 * <pre>{@code
 * armed --a lock of it is lost--> fired: its thread is interrupted
 * armed, fired --the body ends--> over: nothing comes any more
 * }</pre>
 *
 * <p>Thread-safe: its state changes under the lock of its {@link InterruptFlag} alone.
 */
final class BodyInterrupt {

  private enum State {
    ARMED,
    FIRED,
    OVER
  }

  private final InterruptFlag flag;
  private State state = State.ARMED;

  /** Armed, for a body on the thread of the flag. */
  BodyInterrupt(InterruptFlag flag) {
    this.flag = flag;
  }

  InterruptFlag flag() {
    return flag;
  }

  /** A lock of the body is lost: interrupts the body, unless it was, or has ended. */
  void fire() {
    flag.raise(this);
  }

  /** The body has ended, on its own thread: it will not be interrupted any more. */
  void leave() {
    flag.leave(this);
  }

  /** The first move; whether it can be made. Under the lock of the flag. */
  boolean fired() {
    boolean isFirst = state == State.ARMED;
    if (isFirst) {
      state = State.FIRED;
    }
    return isFirst;
  }

  /** The last move; whether the first was made before. Under the lock of the flag. */
  boolean left() {
    boolean wasFired = state == State.FIRED;
    state = State.OVER;
    return wasFired;
  }
}
