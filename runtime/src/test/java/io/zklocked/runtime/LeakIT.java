package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.curator.OneServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether anything is left behind by many calls that end in every way there is. */
@Timeout(300)
class LeakIT {

  private static final int THREADS = 4;
  private static final int CYCLES = 10_000;
  private static final int KEYS = 8;

  @TempDir private Path directory;

  private final ConcurrentSkipListMap<String, AtomicInteger> ends = new ConcurrentSkipListMap<>();
  private final List<Thread> workers = new ArrayList<>();

  @Test
  void tenThousandCallsLeaveNoThreadNoSocketAndNoNode() throws Exception {
    try (OneServer server = new OneServer(directory);
        ZkLocks locks =
            ZkLocks.start(
                ZkLocksConfig.connect(server.address())
                    .withSessionTimeout(Duration.ofSeconds(16)))) {
      int empty = server.nodes();
      work(locks, 200); // whatever is started once is there from here on
      String before = settled(server, empty + 1); // with the root
      ends.clear();
      work(locks, CYCLES);
      System.out.println("[leak] " + CYCLES + " calls: " + ends);
      System.out.println("[leak] before: " + before);
      awaitCounts(server, before);
      assertThat(ends).containsKeys("granted", "busy", "interrupted", "cancelled");
    }
  }

  /** Calls from several threads, which interrupt one another. */
  private void work(ZkLocks locks, int cycles) throws Exception {
    workers.clear();
    List<FutureTask<?>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(cycles + i);
      FutureTask<?> task =
          new FutureTask<>(
              () -> {
                for (int cycle = 0; cycle < cycles / THREADS; cycle++) {
                  count(cycle(locks, random));
                }
                return null;
              });
      tasks.add(task);
      workers.add(new Thread(task, "leak-worker"));
    }
    workers.forEach(Thread::start);
    for (FutureTask<?> task : tasks) {
      task.get(120, TimeUnit.SECONDS);
    }
    for (Thread worker : workers) {
      worker.join();
    }
  }

  private String cycle(ZkLocks locks, Random random) {
    Thread.interrupted(); // of the cycle before
    String key = "leak/" + random.nextInt(KEYS);
    LockRequest request = request(random);
    switch (random.nextInt(4)) {
      case 0 -> Thread.currentThread().interrupt();
      case 1 -> workers.get(random.nextInt(THREADS)).interrupt();
      case 2 -> {
        return cancelled(locks, key, request, random);
      }
      default -> {
        // nobody is interrupted
      }
    }
    try (Hold hold = locks.acquire(key, request)) {
      return hold.path().isEmpty() ? "nowhere" : "granted";
    } catch (LockBusyException e) {
      return "busy";
    } catch (LockInterruptedException e) {
      return "interrupted";
    } catch (LockUnavailableException e) {
      return "unanswered";
    }
  }

  /** One that waits as long as it takes, one that waits a little, one that is tried once. */
  private static LockRequest request(Random random) {
    return switch (random.nextInt(4)) {
      case 0, 1 -> LockRequest.DEFAULT.withoutLimit();
      case 2 -> LockRequest.DEFAULT.withWaitTime(Duration.ofNanos(random.nextInt(4_000_000)));
      default -> LockRequest.DEFAULT.withWaitTime(Duration.ZERO);
    };
  }

  private static String cancelled(ZkLocks locks, String key, LockRequest request, Random random) {
    CompletableFuture<Hold> stage = locks.acquireAsync(key, request).toCompletableFuture();
    if (random.nextBoolean()) {
      stage.cancel(false);
    }
    try {
      stage.get(60, TimeUnit.SECONDS).close();
      return "granted";
    } catch (CancellationException e) {
      return "cancelled";
    } catch (ExecutionException e) {
      return e.getCause() instanceof LockBusyException ? "busy" : "unanswered";
    } catch (InterruptedException e) {
      var unused = stage.whenComplete(LeakIT::closeLate);
      return "left";
    } catch (TimeoutException e) {
      throw new AssertionError("a stage without an end", e);
    }
  }

  private static void closeLate(Hold hold, Throwable failure) {
    if (hold != null) {
      hold.close();
    }
  }

  private void count(String end) {
    ends.computeIfAbsent(end, e -> new AtomicInteger()).incrementAndGet();
  }

  /** The counts once the directories that were made are removed again, as idle ones are. */
  private static String settled(OneServer server, int nodes) throws Exception {
    int same = 0;
    String last = "";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (same < 20) {
      assertThat(System.nanoTime()).as("settled in time: %s", last).isLessThan(deadline);
      String now = counts(server);
      same = now.equals(last) && server.nodes() <= nodes ? same + 1 : 0;
      last = now;
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return last;
  }

  private static void awaitCounts(OneServer server, String before) throws Exception {
    String now = counts(server);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!now.equals(before) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
      now = counts(server);
    }
    System.out.println("[leak] after:  " + now);
    assertThat(now).isEqualTo(before);
  }

  private static String counts(OneServer server) {
    return server.counts() + " sockets=" + sockets() + " threads=" + threads();
  }

  /** Those of this process, of which the server is one as well; -1 where nobody tells. */
  private static long sockets() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.filter(LeakIT::isSocket).count();
    } catch (IOException e) {
      return -1;
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (NoSuchFileException e) {
      return false; // closed since it was listed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By name, without those that pools keep for a while: of stages, and of the server. */
  private static String threads() {
    ConcurrentSkipListMap<String, AtomicInteger> names = new ConcurrentSkipListMap<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName().replaceAll("[0-9]+", "#");
      if (!name.matches("ForkJoinPool.*|Thread-#|NIOWorkerThread-#|process reaper.*")) {
        names.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
      }
    }
    return names.values().stream().mapToInt(AtomicInteger::get).sum() + " " + names;
  }
}
