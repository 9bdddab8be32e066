package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a call gets that cannot have its lock. */
final class BusyRules {

  private static final String NO_RETURN_TYPE = "by hand a busy lock is an empty Optional";
  private static final String ALWAYS_THERE = "memory is always there";

  private BusyRules() {}

  static List<Rule> all() {
    return List.of(
        rule("the wait time passes: busy, on time", BusyRules::onTime),
        rule("the busy exception names the holder, and since when", BusyRules::holder),
        rule("wait time 0 has a free lock", BusyRules::zeroAndFree),
        rule("wait time 0 does not wait for a busy lock", BusyRules::zeroAndBusy),
        rule("SKIP runs the body when the lock is free", BusyRules::skipAndFree),
        rule("SKIP gives an empty Optional", BusyRules::skipToEmpty),
        rule("SKIP gives null", BusyRules::skipToNull).annotated(NO_RETURN_TYPE),
        rule("SKIP gives a completed stage", BusyRules::skipToStage).annotated(NO_RETURN_TYPE),
        rule("SKIP gives nothing where nothing is returned", BusyRules::skipToNothing)
            .annotated(NO_RETURN_TYPE),
        rule("no ensemble: unavailable, within the wait time", BusyRules::unreachable)
            .onServer(ALWAYS_THERE),
        rule("SKIP does not take a missing ensemble for a busy lock", BusyRules::skipUnreachable)
            .onServer(ALWAYS_THERE),
        rule("an interrupted waiter leaves the queue, its flag set", BusyRules::interrupted),
        rule("a waiter that gave up leaves nothing behind", BusyRules::nothingOfWaiter)
            .onServer("there is nothing to see from outside"),
        rule("a call that has ended leaves nothing behind", BusyRules::nothingOfHolder)
            .onServer("there is nothing to see from outside"));
  }

  private static void onTime(Stage stage) throws Exception {
    stage.whileHeld(
        key -> {
          long start = System.nanoTime();
          AtomicBoolean ran = new AtomicBoolean();
          assertThatThrownBy(() -> stage.subject().holdBriefly(key, () -> ran.getAndSet(true)))
              .isInstanceOfSatisfying(
                  LockBusyException.class,
                  busy -> {
                    assertThat(busy.resource()).isEqualTo("contract/" + key);
                    assertThat(busy.path()).isEqualTo(stage.path(key));
                    assertThat(busy.waited())
                        .isBetween(Duration.ofMillis(490), Duration.ofMillis(3_500));
                  });
          assertThat(millisSince(start)).isBetween(490L, 3_500L);
          assertThat(ran).isFalse();
        });
  }

  private static void holder(Stage stage) throws Exception {
    String key = stage.newKey();
    Instant before = Instant.now().minusMillis(1);
    Gate gate = new Gate();
    if (stage.way().hasServer()) {
      stage.rival().enter(key);
    } else {
      stage.enter(key, gate);
    }
    long pid = stage.way().hasServer() ? stage.rival().pid() : ProcessHandle.current().pid();
    String thread = stage.way().hasServer() ? "rival-hold" : "holder";
    assertThatThrownBy(() -> stage.subject().holdBriefly(key, () -> "ran"))
        .isInstanceOfSatisfying(
            LockBusyException.class,
            busy -> {
              assertThat(busy.holder())
                  .contains(Long.toString(pid), thread, stage.way().isAnnotated() ? "hold" : "");
              assertThat(busy.holder()).contains(hostName());
              assertThat(busy.since()).isBetween(before, Instant.now());
              assertThat(busy.getMessage()).contains("contract/" + key, thread);
            });
    gate.open();
    if (stage.way().hasServer()) {
      stage.rival().leave(key);
    }
  }

  private static String hostName() {
    String given = System.getenv("HOSTNAME");
    if (given != null && !given.isBlank()) {
      return given;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  private static void zeroAndFree(Stage stage) throws Exception {
    assertThat(stage.subject().tryOnce(stage.newKey(), () -> "ran")).isEqualTo("ran");
  }

  private static void zeroAndBusy(Stage stage) throws Exception {
    stage.whileHeld(
        key -> {
          long start = System.nanoTime();
          assertThatThrownBy(() -> stage.subject().tryOnce(key, () -> "ran"))
              .isInstanceOf(LockBusyException.class);
          assertThat(millisSince(start)).isLessThan(3_000);
        });
  }

  private static void skipAndFree(Stage stage) throws Exception {
    assertThat(stage.subject().skip(stage.newKey(), () -> "ran")).contains("ran");
  }

  private static void skipToEmpty(Stage stage) throws Exception {
    stage.whileHeld(key -> assertThat(stage.subject().skip(key, BusyRules::mustNotRun)).isEmpty());
  }

  private static void skipToNull(Stage stage) throws Exception {
    stage.whileHeld(
        key -> assertThat(stage.annotated().skipToNull(key, BusyRules::mustNotRun)).isNull());
  }

  private static void skipToStage(Stage stage) throws Exception {
    stage.whileHeld(
        key -> {
          CompletionStage<String> skipped =
              stage
                  .annotated()
                  .skipToStage(
                      key,
                      () -> {
                        throw new AssertionError("the body ran");
                      });
          assertThat(skipped.toCompletableFuture()).isCompletedWithValue(null);
        });
  }

  private static void skipToNothing(Stage stage) throws Exception {
    stage.whileHeld(key -> stage.annotated().skipToNothing(key, BusyRules::mustNotRun));
  }

  private static void unreachable(Stage stage) throws Exception {
    String[] outcome = stage.lostRival().holdPatiently(stage.newKey()).split(" ", -1);
    assertThat(outcome[0]).isEqualTo("LockUnavailableException");
    assertThat(Long.parseLong(outcome[1])).isLessThan(5_000);
  }

  private static void skipUnreachable(Stage stage) throws Exception {
    stage.lostRival().startSkippable(stage.newKey());
    assertThat(stage.lostRival().skipped()).isEqualTo("LockUnavailableException");
  }

  private static void interrupted(Stage stage) throws Exception {
    String key = stage.newKey();
    Gate gate = new Gate();
    Task<String> holder = stage.enter(key, gate);
    Task<String> waiter =
        Task.start(
            "waiter",
            () -> {
              try {
                return stage.subject().hold(key, BusyRules::mustNotRun);
              } catch (LockInterruptedException e) {
                return "interrupted, flag " + Thread.currentThread().isInterrupted();
              }
            });
    stage.awaitQueued(waiter);
    waiter.interrupt();
    assertThat(waiter.result()).isEqualTo("interrupted, flag true");
    if (stage.way().hasServer()) {
      stage.znodes().awaitContenders(stage.path(key), 1);
    }
    gate.open();
    assertThat(holder.result()).isEqualTo("passed");
    assertThat(stage.subject().hold(key, () -> "ran")).isEqualTo("ran");
  }

  private static void nothingOfWaiter(Stage stage) throws Exception {
    stage.whileHeld(
        key -> {
          assertThatThrownBy(() -> stage.subject().holdBriefly(key, () -> "ran"))
              .isInstanceOf(LockBusyException.class);
          stage.znodes().awaitContenders(stage.path(key), 1);
        });
  }

  private static void nothingOfHolder(Stage stage) throws Exception {
    String key = stage.newKey();
    for (int i = 0; i < 5; i++) {
      stage.subject().hold(key, () -> "ran");
    }
    stage.znodes().awaitContenders(stage.path(key), 0);
  }

  private static String mustNotRun() {
    throw new AssertionError("the body ran");
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
