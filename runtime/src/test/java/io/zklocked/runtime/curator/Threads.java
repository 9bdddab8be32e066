package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of this JVM, by name. */
final class Threads {

  private static final long PATIENCE_SECONDS = 10;

  private Threads() {}

  static List<Thread> named(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }

  /** Waits until each of them has ended. */
  static void awaitNone(String prefix) throws InterruptedException {
    for (Thread thread : named(prefix)) {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }
    assertThat(named(prefix)).isEmpty();
  }
}
