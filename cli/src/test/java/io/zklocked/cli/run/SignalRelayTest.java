package io.zklocked.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signals before, under and after a command. */
class SignalRelayTest {

  private final SignalRelay signals = new SignalRelay(Thread.currentThread());

  @AfterEach
  void clear() {
    var unused = Thread.interrupted();
  }

  @Test
  void firstOneInterruptsTheWaitAndIsKept() {
    signals.take(Signal.INT);
    signals.take(Signal.TERM);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(signals.kept()).isEqualTo(Signal.INT);
  }

  @Test
  void nobodyIsInterruptedAfterTheWait() {
    signals.take(Signal.INT);
    assertThat(signals.onlyKeep()).isEqualTo(Signal.INT);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    signals.take(Signal.TERM);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void commandGetsWhatWasKeptAndWhatComes() {
    List<Signal> received = new ArrayList<>();
    assertThat(signals.onlyKeep()).isNull();
    signals.take(Signal.HUP);
    signals.passTo(received::add);
    signals.take(Signal.USR1);
    assertThat(received).containsExactly(Signal.HUP, Signal.USR1);
  }
}
