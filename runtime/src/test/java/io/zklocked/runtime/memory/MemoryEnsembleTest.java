package io.zklocked.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockBusyException;
import io.zklocked.LockMode;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Attempt;
import io.zklocked.runtime.engine.EngineLog;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.JvmIdentity;
import io.zklocked.runtime.engine.LockEngine;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.engine.Policy;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.engine.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemoryEnsembleTest {

  private final MemoryEnsemble ensemble = new MemoryEnsemble();
  private final MemoryEnsemble otherEnsemble = new MemoryEnsemble();
  private final LockEngine engine = engine(ensemble);
  private final LockEngine other = engine(otherEnsemble);

  @Test
  void twoEnginesInOneJvmExcludeEachOther() {
    Grant held = granted(engine.acquire(request("a", false)));
    Attempt waiting = other.acquire(request("a", false));
    assertThat(waiting.outcome()).isNotDone();
    held.close();
    assertThat(granted(waiting).fencing()).isGreaterThan(held.fencing());
  }

  @Test
  void oneTryIsBusyAtOnce() {
    granted(engine.acquire(request("b", false)));
    assertThat(other.acquire(request("b", true)).outcome())
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(LockBusyException.class);
  }

  @Test
  void languageWithDigitsOfItsOwnChangesNothing() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      granted(engine.acquire(request("c", false))).close();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void closedEnsembleGrantsNothing() {
    ensemble.close();
    assertThat(engine.acquire(request("d", false)).outcome()).isNotDone();
    granted(other.acquire(request("d", false)));
  }

  @Test
  void thousandWaitersThatReleaseWithinTheirGrantDoNotOverflowTheStack() {
    Grant held = granted(engine.acquire(request("e", false)));
    int[] granted = new int[1];
    List<CompletableFuture<Void>> bodies = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      bodies.add(
          (i % 2 == 0 ? engine : other)
              .acquire(request("e", false))
              .outcome()
              .thenAccept(
                  grant -> {
                    granted[0]++;
                    grant.close();
                  }));
    }
    held.close();
    assertThat(granted[0]).isEqualTo(1_000);
    assertThat(bodies).allMatch(CompletableFuture::isDone);
  }

  @Test
  void closingFreesWhatWasHeldAfterItsHolderWasTold() {
    Grant held = granted(engine.acquire(request("c", false)));
    Attempt waiting = other.acquire(request("c", false));
    List<LockState> seen = new ArrayList<>();
    CompletableFuture<Void> told = waiting.outcome().thenAccept(grant -> seen.add(held.state()));
    ensemble.close();
    assertThat(told).isCompleted();
    assertThat(seen).containsExactly(LockState.LOST);
  }

  private static Request request(String name, boolean once) {
    return new Request(
        "/memory-test/" + name,
        name,
        name,
        "main",
        "Test#run",
        LockMode.EXCLUSIVE,
        1,
        once,
        false,
        true);
  }

  private static Grant granted(Attempt attempt) {
    Grant grant = attempt.outcome().getNow(null);
    assertThat(grant).isNotNull();
    return grant;
  }

  private static LockEngine engine(MemoryEnsemble ensemble) {
    LockEngine engine =
        new LockEngine(
            "memory",
            new StandingClock(),
            LockObserver.NONE,
            new Silence(),
            new JvmIdentity("host", 1, Instant.EPOCH),
            UUID::randomUUID,
            Policy.DEFAULT);
    ensemble.start(engine);
    return engine;
  }

  /** No time passes. */
  private static final class StandingClock implements Time {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public long wallMillis() {
      return 0;
    }

    @Override
    public void after(long nanos, Runnable event) {}
  }

  private static final class Silence implements EngineLog {
    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}
  }
}
