package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockMode;
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
  void noPermitIsRefused() {
    assertThatThrownBy(() -> SEMAPHORE.withPermits(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a semaphore needs at least one permit, not 0");
  }
}
