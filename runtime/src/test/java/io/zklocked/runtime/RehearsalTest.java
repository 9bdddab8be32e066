package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private static final long PATIENCE_MILLIS = 20_000;

  @Test
  void callThatIsNobodysIsEnteredAndLeft() {
    try (LockRuntime stage = LockRuntime.start(ZkLocksConfig.memory())) {
      new Rehearsal().play(stage.calls());
      new Rehearsal().play(stage.calls());
      Optional<Hold> next = ZkLocks.of(stage).tryAcquire("rehearsal/1", Duration.ZERO);
      assertThat(next).isPresent();
      next.get().close();
    }
  }

  @Test
  void locksOfTheRuntimeHaveNothingToDoWithItAndItLeavesNoThread() throws Exception {
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory());
        Hold held = ZkLocks.of(runtime).acquire("rehearsal/1")) {
      Set<Thread> before = threads();
      runtime.rehearse();
      held.ensureValid();
      for (Thread made : threads()) {
        if (!before.contains(made)) {
          made.join(PATIENCE_MILLIS);
          assertThat(made.isAlive()).as(made.getName()).isFalse();
        }
      }
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().startsWith("zklocked"))
        .collect(Collectors.toSet());
  }
}
