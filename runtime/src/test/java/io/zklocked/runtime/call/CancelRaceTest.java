package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Subscriptions that are cancelled at any moment, among others that are not. */
@Timeout(60)
class CancelRaceTest {

  private static final int THREADS = 4;
  private static final int EACH = 150;

  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger bodies = new AtomicInteger();

  @Test
  void locksOfCancelledSubscriptionsAreNeverSharedAndNeverLeftBehind() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (LockRuntime runtime =
        LockRuntime.start(ZkLocksConfig.memory().withRoot("/" + getClass().getSimpleName()))) {
      Mono<String> mono = mono(runtime);
      List<Callable<Integer>> work = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        long seed = thread;
        work.add(() -> subscribe(mono, new Random(seed)));
      }
      int cancelled = 0;
      for (Future<Integer> done : threads.invokeAll(work)) {
        cancelled += done.get(50, TimeUnit.SECONDS);
      }
      assertThat(mono.block(Duration.ofSeconds(20))).isEqualTo("done");
      assertThat(most).hasValue(1);
      assertThat(cancelled).isPositive();
      assertThat(bodies).hasValueGreaterThanOrEqualTo(THREADS * EACH - cancelled + 1);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Waits for some of them, and cancels the others sooner or later. */
  private static int subscribe(Mono<String> mono, Random random) {
    int cancelled = 0;
    for (int i = 0; i < EACH; i++) {
      if (random.nextInt(3) == 0) {
        assertThat(mono.block(Duration.ofSeconds(40))).isEqualTo("done");
      } else {
        Disposable subscription = mono.subscribe();
        long until = System.nanoTime() + random.nextInt(300_000);
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        subscription.dispose();
        cancelled++;
      }
    }
    return cancelled;
  }

  private Mono<String> mono(LockRuntime runtime) {
    LockedMethod method =
        runtime
            .calls()
            .prepare(
                new MethodFacts(
                    MethodHandles.lookup(),
                    "body",
                    MethodType.methodType(Mono.class),
                    true,
                    List.of(),
                    List.of(LockAttributes.DEFAULT.and("value", "key").and("waitTime", "40s"))));
    try {
      @SuppressWarnings("unchecked") // as the body says
      Mono<String> mono =
          (Mono<String>)
              Objects.requireNonNull(
                  Objects.requireNonNull(method.deferred())
                      .defer(null, new Object[0], () -> Mono.just(body())));
      return mono;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private String body() {
    bodies.incrementAndGet();
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    Thread.onSpinWait();
    inside.decrementAndGet();
    return "done";
  }
}
