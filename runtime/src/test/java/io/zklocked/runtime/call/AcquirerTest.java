package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.LockModeException;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.spi.ThreadHolds;
import io.zklocked.syntax.WaitTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a thread may do with a lock that it holds already, and how releases are verified. */
@Timeout(30)
class AcquirerTest {

  private static final LockKey KEY = new LockKey("orders/42", "/app/orders%2F42", false);

  private final ScriptedSpace space = new ScriptedSpace();
  private final Acquirer acquirer = acquirer(0);

  private Acquirer acquirer(long verifyNanos) {
    return new Acquirer(
        space,
        new Waiting(TimeUnit.SECONDS.toNanos(5), 0, any -> {}),
        verifyNanos,
        (nanos, event) -> CompletableFuture.completedFuture(null),
        null);
  }

  @AfterEach
  void nothingIsLeftOnTheThread() {
    assertThat(ThreadHolds.innermost()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void sameModeIsEnteredAgain(LockMode mode) {
    OpenHold outer = acquire(mode);
    OpenHold inner = acquire(mode);
    assertThat(inner).isSameAs(outer);
    inner.leave();
    assertThat(space.events).containsExactly("acquire " + mode, "reentered");
    outer.leave();
    assertThat(space.events).endsWith("close " + mode);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void writerReadsAndLeavesInAnyOrder(boolean readFirst) {
    OpenHold write = acquire(LockMode.WRITE);
    OpenHold read = acquire(LockMode.READ);
    assertThat(HeldLock.current().resource()).isEqualTo("orders/42");
    assertThat(acquire(LockMode.READ)).isSameAs(read);
    read.leave();
    assertThat(acquire(LockMode.WRITE)).isSameAs(write);
    write.leave();
    assertThat(space.events)
        .containsExactly("acquire WRITE", "downgrade WRITE to READ", "reentered", "reentered");
    (readFirst ? read : write).leave();
    assertThat(space.events).endsWith(readFirst ? "close READ" : "close WRITE");
    assertThat(acquirer.find(KEY, LockMode.READ)).isSameAs(readFirst ? null : read);
    assertThat(acquirer.find(KEY, LockMode.WRITE)).isSameAs(readFirst ? write : null);
    (readFirst ? write : read).leave();
    assertThat(space.events).endsWith(readFirst ? "close WRITE" : "close READ");
  }

  @Test
  void readerThatHasLeftItsWriteLockIsRefusedToWrite() {
    OpenHold write = acquire(LockMode.WRITE);
    OpenHold read = acquire(LockMode.READ);
    write.leave();
    assertThatThrownBy(() -> acquire(LockMode.WRITE)).isInstanceOf(LockModeException.class);
    read.leave();
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "EXCLUSIVE"})
  void upgradeIsRefusedAtOnceAndToldWhy(LockMode wanted) {
    OpenHold read = acquire(LockMode.READ);
    assertThatThrownBy(() -> acquire(wanted))
        .isInstanceOf(LockModeException.class)
        .hasMessageStartingWith("Lock 'orders/42' is refused: this thread holds it for reading")
        .hasMessageContaining("cannot be upgraded: two readers")
        .hasMessageContaining("Release the read lock first");
    assertThat(space.events).containsExactly("acquire READ");
    read.leave();
  }

  @ParameterizedTest
  @CsvSource({
    "EXCLUSIVE,READ",
    "EXCLUSIVE,WRITE",
    "EXCLUSIVE,SEMAPHORE",
    "WRITE,EXCLUSIVE",
    "WRITE,SEMAPHORE",
    "READ,SEMAPHORE",
    "SEMAPHORE,EXCLUSIVE",
    "SEMAPHORE,READ",
    "SEMAPHORE,WRITE"
  })
  void anotherKindIsRefusedAtOnce(LockMode held, LockMode wanted) {
    OpenHold hold = acquire(held);
    assertThatThrownBy(() -> acquire(wanted))
        .isInstanceOf(LockModeException.class)
        .hasMessageContaining(
            "this thread holds it as %s, and %s is another kind of lock", held, wanted);
    assertThat(space.events).containsExactly("acquire " + held);
    hold.leave();
  }

  @Test
  void anotherNumberOfPermitsIsRefusedAtOnce() {
    OpenHold hold = acquire(LockMode.SEMAPHORE, 3);
    assertThat(acquire(LockMode.SEMAPHORE, 3)).isSameAs(hold);
    hold.leave();
    assertThatThrownBy(() -> acquire(LockMode.SEMAPHORE, 2))
        .isInstanceOf(LockModeException.class)
        .hasMessageContaining("a semaphore of 3 permits, and wants it with 2");
    hold.leave();
  }

  @Test
  void writeLockThatAnotherThreadHasClosedIsNotReadUnder() {
    OpenHold write = acquire(LockMode.WRITE);
    inAnotherThread(write::leave);
    OpenHold read = acquire(LockMode.READ);
    assertThat(space.events).containsExactly("acquire WRITE", "close WRITE", "acquire READ");
    read.leave();
  }

  @Test
  void verifiedReleaseTellsWhatTheReleaseShows() {
    space.released = CompletableFuture.completedFuture(LockLostException.Reason.NODE_DELETED);
    assertThat(acquire(LockMode.EXCLUSIVE).leave()).isNull();
    Acquirer verified = acquirer(TimeUnit.SECONDS.toNanos(20));
    assertThat(verified.acquire(wish(LockMode.EXCLUSIVE, 1)).leave())
        .isNotNull()
        .extracting(LockLostException::reason)
        .isEqualTo(LockLostException.Reason.NODE_DELETED);
  }

  @Test
  void releaseThatIsNotConfirmedInTimeIsUnproven() {
    space.released = new CompletableFuture<>();
    Acquirer verified = acquirer(1);
    assertThat(verified.acquire(wish(LockMode.EXCLUSIVE, 1)).leave())
        .isNotNull()
        .extracting(LockLostException::reason)
        .isEqualTo(LockLostException.Reason.UNPROVEN);
  }

  @Test
  void interruptDoesNotCutAVerificationShort() {
    space.released = new CompletableFuture<>();
    Acquirer verified = acquirer(TimeUnit.SECONDS.toNanos(20));
    OpenHold outer = verified.acquire(wish(LockMode.EXCLUSIVE, 1));
    OpenHold inner = verified.acquire(wish(LockMode.EXCLUSIVE, 1));
    assertThat(inner.leave()).isNull(); // only the last one releases
    Thread.currentThread().interrupt();
    Thread confirming = new Thread(() -> space.released.complete(null));
    confirming.start();
    assertThat(outer.leave()).isNull();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(space.released).isDone();
  }

  private OpenHold acquire(LockMode mode) {
    return acquire(mode, 1);
  }

  private OpenHold acquire(LockMode mode, int permits) {
    return acquirer.acquire(wish(mode, permits));
  }

  static Acquirer.Wish wish(LockMode mode, int permits) {
    return new Acquirer.Wish(
        KEY,
        "orders/{id}",
        "test",
        mode,
        permits,
        WaitTime.FOREVER,
        false,
        true,
        Request.AS_CONFIGURED);
  }

  private static void inAnotherThread(Runnable work) {
    CompletableFuture.runAsync(work).join();
  }
}
