package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zklocked.HeldLock;
import io.zklocked.LockLostException;
import io.zklocked.OnLost;
import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.call.LockedMethod;
import io.zklocked.runtime.call.MethodFacts;
import io.zklocked.runtime.curator.OneServer;
import io.zklocked.runtime.metrics.MicrometerMeters;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A session that a real server ends while a body runs: what the body, the caller, the meters and
 * the log see of it, and when. Prints a line for each policy.
 */
@Timeout(60)
class OnLostIT {

  @TempDir private Path directory;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);

  /** When the body was interrupted; 0 if it was not. */
  private volatile long interrupted;

  /** When the body could see that its lock was lost. */
  private volatile long seen;

  /** When the call was over. */
  private volatile long over;

  private volatile boolean isClean;

  @ParameterizedTest
  @EnumSource
  void endOfTheSessionInMidBody(OnLost onLost) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (OneServer server = new OneServer(directory);
        CuratorFramework eye =
            CuratorFrameworkFactory.newClient(server.address(), new RetryOneTime(100));
        LockRuntime runtime =
            LockRuntime.start(
                ZkLocksConfig.connect(server.address()).withShutdownGrace(Duration.ZERO),
                new MicrometerMeters(registry))) {
      eye.start();
      call(prepare(runtime, OnLost.THROW), () -> null); // the meters start behind the first body
      FutureTask<@Nullable Object> call =
          new FutureTask<>(() -> call(prepare(runtime, onLost), this::body));
      new Thread(call, "caller").start();
      entered.await();
      String node = "/zklocked/ledger/" + eye.getChildren().forPath("/zklocked/ledger").get(0);
      long session = eye.checkExists().forPath(node).getEphemeralOwner();

      server.closeSession(session);
      while (eye.checkExists().forPath(node) != null) {
        Thread.onSpinWait();
      }
      long expired = System.nanoTime();
      while (lost() == 0) {
        Thread.onSpinWait();
      }
      long counted = System.nanoTime();
      if (onLost != OnLost.INTERRUPT) {
        told.countDown();
      }
      Object outcome = call.get(20, TimeUnit.SECONDS);

      before.printf(
          "%-9s after the server had ended the session, ms: %s, lock seen as lost %d, counted %d,"
              + " call over %d: %s%n",
          onLost,
          interrupted == 0
              ? "body not interrupted"
              : "body interrupted " + millis(interrupted - expired),
          millis(seen - expired),
          millis(counted - expired),
          millis(over - expired),
          outcome instanceof LockLostException e ? "LockLostException, " + e.reason() : outcome);
      check(onLost, outcome);
      assertThat(lost()).isEqualTo(1);
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("lost")))
        .singleElement()
        .asString()
        .endsWith(": SESSION_EXPIRED")
        .contains("lost lock 'ledger'");
  }

  private void check(OnLost onLost, Object outcome) {
    assertThat(interrupted != 0).isEqualTo(onLost == OnLost.INTERRUPT);
    assertThat(isClean).isTrue();
    if (onLost == OnLost.REPORT) {
      assertThat(outcome).isEqualTo("done");
    } else {
      assertThat(outcome)
          .isInstanceOfSatisfying(
              LockLostException.class,
              e -> assertThat(e.reason()).isEqualTo(LockLostException.Reason.SESSION_EXPIRED));
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private int lost() {
    return (int)
        registry.find("zklocked.lost").tag("reason", "session-expired").counters().stream()
            .mapToDouble(counter -> counter.count())
            .sum();
  }

  /** Waits as bodies do that wait for something else. */
  private Object body() throws Exception {
    entered.countDown();
    try {
      told.await();
    } catch (InterruptedException e) {
      interrupted = System.nanoTime();
    }
    try {
      HeldLock.current().ensureValid();
      throw new AssertionError("the lock is valid");
    } catch (LockLostException e) {
      seen = System.nanoTime();
    }
    return "done";
  }

  private interface Body {
    @Nullable Object run() throws Exception;
  }

  private @Nullable Object call(LockedMethod method, Body body) throws Exception {
    Object call = method.enter(null, new Object[0]);
    Object result = body.run();
    try {
      return LockedMethod.exit(call, result, null);
    } catch (LockLostException e) {
      return e;
    } finally {
      over = System.nanoTime();
      isClean = !Thread.currentThread().isInterrupted();
    }
  }

  private static LockedMethod prepare(LockRuntime runtime, OnLost onLost) {
    return runtime
        .calls()
        .prepare(
            new MethodFacts(
                MethodHandles.lookup(),
                "body",
                MethodType.methodType(Object.class),
                true,
                List.of(),
                List.of(
                    LockAttributes.DEFAULT.and("value", "ledger").and("onLost", onLost.name()))));
  }
}
