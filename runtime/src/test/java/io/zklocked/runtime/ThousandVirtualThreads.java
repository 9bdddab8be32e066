package io.zklocked.runtime;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Virtual threads that want one key: started in a JVM of its own, which knows virtual threads. */
public final class ThousandVirtualThreads {

  private static final int THREADS = 1_000;

  private ThousandVirtualThreads() {}

  /**
   * Runs.
   *
   * @param args none
   * @throws Exception if a thread fails
   */
  public static void main(String[] args) throws Exception {
    AtomicInteger within = new AtomicInteger();
    AtomicInteger passed = new AtomicInteger();
    long start = System.nanoTime();
    ExecutorService threads = virtualThreads();
    try (ZkLocks locks = ZkLocks.start(ZkLocksConfig.memory())) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        ends.add(threads.submit(() -> lock(locks, within, passed)));
      }
      for (Future<?> end : ends) {
        end.get(100, TimeUnit.SECONDS);
      }
    }
    System.out.printf(
        "[virtual] %d of %d threads had the lock, one at a time, in %d ms%n",
        passed.get(), THREADS, (System.nanoTime() - start) / 1_000_000);
    System.exit(passed.get() == THREADS ? 0 : 1);
  }

  private static Void lock(ZkLocks locks, AtomicInteger within, AtomicInteger passed) {
    LockRequest request = LockRequest.DEFAULT.withoutLimit();
    try (Hold hold = locks.acquire("one", request)) {
      hold.ensureValid();
      if (within.incrementAndGet() != 1) {
        throw new AssertionError("two at a time");
      }
      LockSupport.parkNanos(1_000); // the carrier goes to the others while the lock is held
      within.decrementAndGet();
      passed.incrementAndGet();
    }
    return null;
  }

  /** Since JDK 21. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    Method made = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
    return (ExecutorService) made.invoke(null);
  }
}
