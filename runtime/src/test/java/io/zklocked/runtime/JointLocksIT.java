package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.Fencing;
import io.zklocked.runtime.curator.OneServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several sessions on a real server that want the same locks in every order. */
@Timeout(180)
class JointLocksIT {

  private static final List<String> KEYS = List.of("a", "b", "c", "d");
  private static final int SESSIONS = 3;
  private static final int THREADS = 2;
  private static final int ROUNDS = 60;

  @TempDir private Path directory;

  private final Map<String, AtomicInteger> within = new TreeMap<>();
  private final Map<String, Fencing> last = new TreeMap<>();

  @Test
  void whoeverWantsTheSameLocksInWhateverOrderGetsThemOneAfterTheOther() throws Exception {
    KEYS.forEach(key -> within.put(key, new AtomicInteger()));
    List<ZkLocks> sessions = new ArrayList<>();
    try (OneServer server = new OneServer(directory)) {
      List<FutureTask<?>> tasks = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        ZkLocks locks = ZkLocks.start(ZkLocksConfig.connect(server.address()));
        sessions.add(locks);
        for (int j = 0; j < THREADS; j++) {
          Random random = new Random(THREADS * i + j);
          tasks.add(new FutureTask<>(() -> work(locks, random)));
        }
      }
      long start = System.nanoTime();
      tasks.forEach(task -> new Thread(task, "joint").start());
      for (FutureTask<?> task : tasks) {
        task.get(150, TimeUnit.SECONDS);
      }
      System.out.printf(
          "[joint] %d threads of %d sessions, %d rounds each of 2 to 4 of 4 locks in any order:"
              + " %d ms%n",
          SESSIONS * THREADS, SESSIONS, ROUNDS, (System.nanoTime() - start) / 1_000_000);
      sessions.forEach(ZkLocks::close);
    }
  }

  private Void work(ZkLocks locks, Random random) {
    LockRequest patient = LockRequest.DEFAULT.withWaitTime(Duration.ofMinutes(2));
    for (int round = 0; round < ROUNDS; round++) {
      List<String> keys = new ArrayList<>(KEYS);
      Collections.shuffle(keys, random);
      keys = keys.subList(0, 2 + random.nextInt(3));
      try (JointHold hold = locks.acquireAll(keys, patient)) {
        for (String key : keys) {
          enter(key, hold.fencing(key));
        }
        keys.forEach(key -> within(key).decrementAndGet());
      }
    }
    return null;
  }

  private AtomicInteger within(String key) {
    return Objects.requireNonNull(within.get(key));
  }

  private void enter(String key, Fencing token) {
    assertThat(within(key).incrementAndGet()).as("alone within %s", key).isEqualTo(1);
    synchronized (last) {
      Fencing before = last.put(key, token);
      assertThat(before == null || before.compareTo(token) < 0)
          .as("%s: %s after %s", key, token, before)
          .isTrue();
    }
  }
}
