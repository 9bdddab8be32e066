package io.zklocked.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockMode;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.engine.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ObservedSpaceTest {

  private static final long MILLI = 1_000_000;

  private final AtomicLong clock = new AtomicLong(5);
  private final List<String> log = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final Observations observations = new Observations(log::add);
  private final ObservedSpace space = new ObservedSpace(observations, new Told(), clock::get);

  @Test
  void callsThatDoNotOverlapWouldNotHaveWaited() {
    Grant first = grant("a", LockMode.EXCLUSIVE);
    pass(10);
    assertThat(first.close()).isNull();
    grant("a", LockMode.EXCLUSIVE).close();
    grant("b", LockMode.EXCLUSIVE);
    grant("c", LockMode.EXCLUSIVE);
    assertThat(seen().calls()).isEqualTo(4);
    assertThat(seen().waits()).isZero();
    assertThat(log).isEmpty();
  }

  @Test
  void overlappingCallWouldHaveWaitedUntilTheOtherLeft() {
    Grant first = grant("a", LockMode.EXCLUSIVE);
    pass(10);
    Grant second = grant("a", LockMode.EXCLUSIVE);
    pass(30);
    first.close();
    assertThat(seen().waits()).isEqualTo(1);
    assertThat(seen().longestWait()).isEqualTo(Duration.ofMillis(30));
    assertThat(seen().mostAtOnce()).isEqualTo(2);
    assertThat(log)
        .singleElement()
        .asString()
        .contains("'orders/a' of 'orders/{id}'", "waited 30 ms at least");
    second.close();
    assertThat(events)
        .containsExactly(
            "started", "GRANTED 0", "started", "released 40", "GRANTED 30", "released 30");
  }

  @Test
  void bodyThatEndsFirstWouldHaveWaitedAllTheSame() {
    Grant first = grant("a", LockMode.EXCLUSIVE);
    Grant second = grant("a", LockMode.EXCLUSIVE);
    pass(10);
    second.close();
    assertThat(seen().waits()).isZero();
    pass(10);
    first.close();
    assertThat(seen().longestWait()).isEqualTo(Duration.ofMillis(20));
    assertThat(events).endsWith("released 20", "GRANTED 20", "released 10");
    assertThat(events.stream().filter("released 10"::equals)).hasSize(1);
  }

  @Test
  void thirdWouldHaveWaitedForBoth() {
    Grant first = grant("a", LockMode.EXCLUSIVE);
    Grant second = grant("a", LockMode.EXCLUSIVE);
    grant("a", LockMode.EXCLUSIVE);
    pass(10);
    first.close();
    assertThat(seen().waits()).isEqualTo(1);
    pass(10);
    second.close();
    assertThat(seen().waits()).isEqualTo(2);
    assertThat(seen().allWaits()).isEqualTo(Duration.ofMillis(30));
    assertThat(seen().mostAtOnce()).isEqualTo(3);
  }

  @Test
  void readersWaitForWritersAlone() {
    grant("a", LockMode.READ);
    Grant reader = grant("a", LockMode.READ);
    assertThat(seen().mostAtOnce()).isEqualTo(1);
    grant("a", LockMode.WRITE);
    reader.close();
    assertThat(seen().mostAtOnce()).isEqualTo(3);
    assertThat(seen().waits()).isZero();
  }

  @Test
  void semaphoreHasRoomForItsPermits() {
    Grant first = granted(request("a", LockMode.SEMAPHORE, 2, false));
    granted(request("a", LockMode.SEMAPHORE, 2, false));
    assertThat(seen().mostAtOnce()).isEqualTo(1);
    granted(request("a", LockMode.SEMAPHORE, 2, false));
    pass(10);
    first.close();
    assertThat(seen().waits()).isEqualTo(1);
  }

  @Test
  void callThatDoesNotWaitWouldHaveBeenSkippedAndHoldsNothing() {
    Grant first = grant("a", LockMode.EXCLUSIVE);
    Grant skipped = granted(request("a", LockMode.EXCLUSIVE, 1, true));
    first.close();
    grant("a", LockMode.EXCLUSIVE);
    skipped.close();
    assertThat(seen().refusals()).isEqualTo(1);
    assertThat(seen().waits()).isZero();
    assertThat(events).containsOnlyOnce("SKIPPED 0", "released 0");
    assertThat(log).singleElement().asString().contains("would have been skipped");
  }

  @Test
  void logHearsOfATemplateOnceAMinute() {
    for (int i = 0; i < 60; i++) {
      Grant first = grant("a", LockMode.EXCLUSIVE);
      grant("a", LockMode.EXCLUSIVE).close();
      first.close();
      pass(2_001);
    }
    assertThat(log).hasSize(2);
  }

  @Test
  void grantIsAlwaysValidAndItsTokenIsLessThanAny() {
    Grant grant = grant("a", LockMode.EXCLUSIVE);
    assertThat(grant.state()).isEqualTo(LockState.VALID);
    assertThat(grant.loss()).isNull();
    assertThat(grant.fencing().czxid()).isZero();
    grant.close();
    assertThat(grant.close()).isNull();
    assertThat(events.stream().filter(event -> event.startsWith("released"))).hasSize(1);
  }

  @Test
  void severalLocksAreGrantedOnceForEachPath() {
    assertThat(
            space
                .acquireAll(
                    List.of(
                        request("b", LockMode.READ, 1, false),
                        request("a", LockMode.READ, 1, false),
                        request("b", LockMode.WRITE, 1, false)))
                .outcome()
                .join())
        .extracting(grant -> grant.request().path() + grant.request().mode())
        .containsExactly("/a" + LockMode.READ, "/b" + LockMode.WRITE);
  }

  @Test
  void writerThatReadsAsWellDoesNotWaitForItself() {
    Grant write = grant("a", LockMode.WRITE);
    space.downgrade(write, request("a", LockMode.READ, 1, false)).outcome().join();
    assertThat(seen().mostAtOnce()).isEqualTo(1);
  }

  @Test
  void callsThatCouldNotBeLockedAreToldOnceAndCounted() {
    observations.failed("Shop#ship", "id is null");
    observations.failed("Shop#ship", "id is null");
    assertThat(log).containsExactly("Shop#ship could not be locked: id is null");
    assertThat(observations.problems()).containsEntry("Shop#ship", 2L);
    observations.summarize();
    assertThat(log).last().asString().contains("NOTHING WAS LOCKED");
  }

  private ObservedTemplate seen() {
    return Objects.requireNonNull(observations.templates().get("orders/{id}"));
  }

  private void pass(long millis) {
    clock.addAndGet(millis * MILLI);
  }

  private Grant grant(String key, LockMode mode) {
    return granted(request(key, mode, 1, false));
  }

  private Grant granted(Request request) {
    return space.acquire(request).outcome().join();
  }

  private static Request request(String key, LockMode mode, int permits, boolean once) {
    return new Request(
        "/" + key,
        "orders/" + key,
        "orders/{id}",
        "main",
        "Shop#ship",
        mode,
        permits,
        once,
        once,
        true);
  }

  /** Keeps what the observer is told. */
  private final class Told implements LockObserver {
    @Override
    public void started(String label) {
      events.add("started");
    }

    @Override
    public void ended(String label, Outcome outcome, long waitNanos) {
      events.add(outcome + " " + waitNanos / MILLI);
    }

    @Override
    public void released(String label, long holdNanos) {
      events.add("released " + holdNanos / MILLI);
    }

    @Override
    public void overdue(String label) {
      events.add("overdue");
    }

    @Override
    public void lost(String label, Loss loss) {
      events.add("lost");
    }

    @Override
    public void session(SessionState state) {
      events.add("session");
    }
  }
}
