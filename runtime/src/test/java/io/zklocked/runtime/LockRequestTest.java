package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockMode;
import io.zklocked.runtime.call.HoldTimes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LockRequestTest {

  private static final LockRequest SEMAPHORE =
      LockRequest.DEFAULT.withMode(LockMode.SEMAPHORE).withPermits(3);

  @Test
  void copiesKeepWhatIsNotChanged() {
    LockRequest request =
        SEMAPHORE.withLabel("pool/{id}").withWaitTime(Duration.ofSeconds(1)).withoutLimit();
    assertThat(request.mode()).isEqualTo(LockMode.SEMAPHORE);
    assertThat(request.permits()).isEqualTo(3);
    assertThat(request.label()).isEqualTo("pool/{id}");
    assertThat(request.waitTime(Duration.ZERO).isForever()).isTrue();
    assertThat(LockRequest.DEFAULT.mode()).isEqualTo(LockMode.EXCLUSIVE);
    assertThat(LockRequest.DEFAULT.permits()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = "SEMAPHORE", mode = EnumSource.Mode.EXCLUDE)
  void severalPermitsAreForSemaphoresAlone(LockMode mode) {
    assertThatThrownBy(() -> LockRequest.DEFAULT.withMode(mode).withPermits(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("3 permits are for a semaphore, and the mode is " + mode);
    assertThatThrownBy(() -> SEMAPHORE.withMode(mode))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("call withMode(LockMode.SEMAPHORE) before withPermits");
    assertThat(LockRequest.DEFAULT.withMode(mode).withPermits(1).mode()).isEqualTo(mode);
  }

  @Test
  void retainIsNotForSemaphores() {
    assertThatThrownBy(() -> SEMAPHORE.withRetain(Duration.ofMillis(100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("retain is not for a semaphore");
    LockRequest retained = LockRequest.DEFAULT.withRetain(Duration.ofMillis(100));
    assertThatThrownBy(() -> retained.withMode(LockMode.SEMAPHORE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("retain is not for a semaphore");
    assertThat(retained.retainNanos(Long.MAX_VALUE)).isEqualTo(100_000_000);
    assertThat(retained.retainNanos(5)).isEqualTo(5);
    assertThat(SEMAPHORE.withRetain(Duration.ZERO).retainNanos(5)).isZero();
  }

  @Test
  void timesOfAHoldAreKeptApart() {
    LockRequest request =
        LockRequest.DEFAULT
            .withWarnAfter(Duration.ofSeconds(5))
            .withLockAtLeastFor(Duration.ofSeconds(2));
    assertThat(request.times()).isEqualTo(new HoldTimes(5_000_000_000L, 2_000_000_000L));
    assertThat(request.withWarnAfter(Duration.ZERO).times())
        .isEqualTo(new HoldTimes(0, 2_000_000_000L));
    assertThatThrownBy(() -> request.withWarnAfter(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("warnAfter cannot be negative: PT-1S");
  }

  @Test
  void noPermitIsRefused() {
    assertThatThrownBy(() -> SEMAPHORE.withPermits(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a semaphore needs at least one permit, not 0");
  }
}
