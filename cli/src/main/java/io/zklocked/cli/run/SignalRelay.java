package io.zklocked.cli.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Consumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what signals this process gets. Before there is a command the first one is kept, and
 * ends the wait for the lock.
 *
 * <p>Thread-safe: its monitor orders what is taken and who takes it; under it are only the
 * interrupt of the waiting thread and the sending of one signal, neither of which waits.
 */
final class SignalRelay {

  @GuardedBy("this")
  private Consumer<Signal> receiver;

  @GuardedBy("this")
  private @Nullable Signal kept;

  /**
   * Passes nothing on yet.
   *
   * @param waiter interrupted by the first signal
   */
  SignalRelay(Thread waiter) {
    receiver =
        signal -> {
          keep(signal);
          waiter.interrupt();
        };
  }

  private synchronized void keep(Signal signal) {
    kept = kept == null ? signal : kept;
  }

  /** Asks the JVM for the signals, in place of what it does by itself. */
  void register() {
    for (Signal signal : Signal.FORWARDED) {
      Signals.register(signal.name(), () -> take(signal));
    }
  }

  /** Takes a signal of this process. */
  synchronized void take(Signal signal) {
    receiver.accept(signal);
  }

  /** Nobody is interrupted from now on, and no command is there: the first signal is only kept. */
  synchronized @Nullable Signal onlyKeep() {
    receiver = this::keep;
    var unused = Thread.interrupted(); // by a signal, or by nobody
    return kept;
  }

  /** There is a command to pass them on to, and what was kept with them. */
  synchronized void passTo(Consumer<Signal> command) {
    receiver = command;
    if (kept != null) {
      command.accept(kept);
    }
  }

  /** The signal that has ended the wait. */
  synchronized @Nullable Signal kept() {
    return kept;
  }
}
