package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockMode;
import io.zklocked.runtime.engine.EngineLog;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.JvmIdentity;
import io.zklocked.runtime.engine.LockEngine;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.engine.Policy;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.engine.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many round trips several locks cost on a real server. */
@Timeout(120)
class JointRoundTripIT {

  private static final int LOCKS = 5;
  private static final int ROUNDS = 200;

  @TempDir private Path directory;

  @Test
  void freeLocksAreHadTogetherInOneRoundTrip() throws Exception {
    ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);
    try (OneServer server = new OneServer(directory);
        CuratorEnsemble ensemble =
            new CuratorEnsemble(
                new Servers(server.address()), Duration.ofSeconds(16), Duration.ofSeconds(5))) {
      LockEngine engine =
          new LockEngine(
              server.address(),
              new RealTime(timer),
              LockObserver.NONE,
              new Silent(),
              new JvmIdentity("host", 1, Instant.EPOCH),
              UUID::randomUUID,
              Policy.DEFAULT);
      CountedTrips trips = new CountedTrips(engine, "/joint/");
      ensemble.start(trips);
      together(engine, trips); // connects, and makes the directories
      singly(engine);
      int inOne = 0;
      long jointNanos = 0;
      long singleNanos = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        inOne += together(engine, trips) == 1 ? 1 : 0;
        long between = System.nanoTime();
        singly(engine);
        jointNanos += between - start;
        singleNanos += System.nanoTime() - between;
      }
      System.out.printf(
          "[joint] %d free locks, acquired and released %d times: together %d us, %d times in one round"
              + " trip; one after the other %d us%n",
          LOCKS, ROUNDS, jointNanos / ROUNDS / 1_000, inOne, singleNanos / ROUNDS / 1_000);
      // Where the machine stalls between two answers, what was granted first is looked after
      // already.
      assertThat(inOne).isGreaterThan(ROUNDS * 9 / 10);
    } finally {
      timer.shutdownNow();
    }
  }

  private static int together(LockEngine engine, CountedTrips trips) throws Exception {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < LOCKS; i++) {
      requests.add(request("/joint/" + i));
    }
    trips.reset();
    CompletableFuture<Integer> needed = new CompletableFuture<>();
    CompletableFuture<List<Grant>> outcome = engine.acquireAll(requests).outcome();
    var unused = outcome.whenComplete((grants, failure) -> needed.complete(trips.count()));
    release(outcome.get(30, TimeUnit.SECONDS));
    return needed.get();
  }

  private static void singly(LockEngine engine) throws Exception {
    List<Grant> grants = new ArrayList<>();
    for (int i = 0; i < LOCKS; i++) {
      grants.add(engine.acquire(request("/singly/" + i)).outcome().get(30, TimeUnit.SECONDS));
    }
    release(grants);
  }

  private static void release(List<Grant> grants) throws Exception {
    for (Grant grant : grants) {
      assertThat(grant.close()).isNull();
      assertThat(grant.released().get(30, TimeUnit.SECONDS)).isNull();
    }
  }

  private static Request request(String path) {
    return new Request(
        path, path, "key", "main", "test", LockMode.EXCLUSIVE, 1, false, false, true);
  }

  private record RealTime(ScheduledExecutorService timer) implements Time {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public long wallMillis() {
      return System.currentTimeMillis();
    }

    @Override
    public void after(long nanos, Runnable event) {
      var unused = timer.schedule(event, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private static final class Silent implements EngineLog {
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
