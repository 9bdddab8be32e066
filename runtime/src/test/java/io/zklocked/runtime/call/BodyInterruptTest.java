package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockLostException;
import io.zklocked.LockLostException.Reason;
import io.zklocked.OnLost;
import io.zklocked.rules.LockAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the loss of a lock interrupts, and what is left of it. */
class BodyInterruptTest {

  private final LosingSpace space = new LosingSpace();

  @BeforeEach
  @AfterEach
  void clean() {
    var unused = Thread.interrupted();
  }

  @Test
  void lossInterruptsTheBodyAndTheFlagIsCleanWhenItHasEnded() {
    Object call = enter("a", OnLost.INTERRUPT);
    assertThat(isInterrupted()).isFalse();
    space.lose("a");
    assertThat(isInterrupted()).isTrue();
    assertThat(exit(call)).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(isInterrupted()).isFalse();
  }

  @Test
  void lossAfterTheBodyInterruptsNobody() {
    Object outer = enter("a", OnLost.THROW);
    Object call = enter("a", OnLost.INTERRUPT);
    assertThat(exit(call)).isNull();
    space.grant("a").lose(Reason.NODE_DELETED);
    assertThat(isInterrupted()).isFalse();
    assertThat(exit(outer)).isEqualTo(Reason.NODE_DELETED);
  }

  @Test
  void lossThatWasKnownBeforeTheBodyInterruptsItAtItsStart() {
    space.losesBeforeItIsHeard = true;
    Object call = enter("a", OnLost.INTERRUPT);
    assertThat(isInterrupted()).isTrue();
    assertThat(exit(call)).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(isInterrupted()).isFalse();
  }

  @Test
  void throwAndReportInterruptNobodyAndReportIsSilent() {
    Object throwing = enter("a", OnLost.THROW);
    Object reporting = enter("b", OnLost.REPORT);
    space.lose("a");
    space.lose("b");
    assertThat(isInterrupted()).isFalse();
    assertThat(exit(reporting)).isNull();
    assertThat(exit(throwing)).isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void eachFrameOfOneKeyHasItsOwnPolicy() {
    Object outer = enter("a", OnLost.THROW);
    Object inner = enter("a", OnLost.INTERRUPT);
    Object innermost = enter("a", OnLost.REPORT);
    space.lose("a");
    assertThat(exit(innermost)).isNull();
    assertThat(isInterrupted()).as("the body around it was to be interrupted").isTrue();
    assertThat(exit(inner)).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(isInterrupted()).as("the outermost did not ask for it").isFalse();
    assertThat(exit(outer)).isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void innerBodyDoesNotTakeTheInterruptOfTheOuterOne() {
    Object outer = enter("a", OnLost.INTERRUPT);
    Object inner = enter("b", OnLost.INTERRUPT);
    space.lose("b");
    space.lose("a");
    exit(inner);
    assertThat(isInterrupted()).isTrue();
    exit(outer);
    assertThat(isInterrupted()).isFalse();
  }

  @Test
  void interruptOfTheOuterBodyIsNotTakenForAForeignOneByTheInner() {
    Object outer = enter("a", OnLost.INTERRUPT);
    Object inner = enter("b", OnLost.INTERRUPT);
    space.lose("a");
    space.lose("b");
    exit(inner);
    assertThat(isInterrupted()).isTrue();
    exit(outer);
    assertThat(isInterrupted()).isFalse();
  }

  @Test
  void interruptOfAnotherLockEndsWithTheBodyThatIsUnderIt() {
    Object outer = enter("a", OnLost.INTERRUPT);
    Object inner = enter("b", OnLost.INTERRUPT);
    space.lose("b");
    assertThat(exit(inner)).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(isInterrupted()).isFalse();
    assertThat(exit(outer)).isNull();
  }

  @Test
  void interruptFromElsewhereBeforeTheLossIsKept() {
    Object call = enter("a", OnLost.INTERRUPT);
    Thread.currentThread().interrupt();
    space.lose("a");
    exit(call);
    assertThat(isInterrupted()).isTrue();
  }

  @Test
  void interruptFromElsewhereBeforeTheCallIsKeptThoughTheLockIsNotLost() {
    Thread.currentThread().interrupt();
    exit(enter("a", OnLost.INTERRUPT));
    assertThat(isInterrupted()).isTrue();
  }

  @Test
  void interruptThatTheBodyHasHeardLeavesNothing() {
    Object call = enter("a", OnLost.INTERRUPT);
    space.lose("a");
    assertThat(Thread.interrupted()).isTrue();
    exit(call);
    assertThat(isInterrupted()).isFalse();
  }

  @Test
  void lossOfOneOfSeveralLocksInterruptsTheirBodyOnce() {
    LockedMethod method = space.prepare(lock("a", OnLost.INTERRUPT), lock("b", OnLost.INTERRUPT));
    Object call = method.enter(null, new Object[0]);
    space.lose("b");
    assertThat(Thread.interrupted()).isTrue();
    space.lose("a");
    assertThat(isInterrupted()).as("it was, and had heard it").isFalse();
    assertThat(exit(call)).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(isInterrupted()).isFalse();
  }

  @Test
  void bodyOfAStageHasEndedWhenItHasReturnedTheStage() {
    CompletableFuture<String> pending = new CompletableFuture<>();
    Object call = enter("a", OnLost.INTERRUPT);
    LosingSpace.Given grant = space.grant("a");
    LockedMethod.exit(call, (CompletionStage<String>) pending, null);
    grant.lose(Reason.SESSION_EXPIRED);
    assertThat(isInterrupted()).isFalse();
    pending.complete("done");
    assertThat(grant.isClosed()).isTrue();
  }

  @Test
  void interruptedBodyThatFailsKeepsItsFailure() {
    Object call = enter("a", OnLost.INTERRUPT);
    space.lose("a");
    InterruptedException own = new InterruptedException("own");
    LockedMethod.exit(call, null, own);
    assertThat(own.getSuppressed()).hasSize(1);
    Object silent = enter("b", OnLost.REPORT);
    space.lose("b");
    IllegalStateException failure = new IllegalStateException("own");
    LockedMethod.exit(silent, null, failure);
    assertThat(failure.getSuppressed()).isEmpty();
  }

  private Object enter(String key, OnLost onLost) {
    return space.prepare(lock(key, onLost)).enter(null, new Object[0]);
  }

  private static LockAttributes lock(String key, OnLost onLost) {
    return LockAttributes.DEFAULT.and("value", key).and("onLost", onLost.name());
  }

  private static @Nullable Reason exit(Object call) {
    try {
      LockedMethod.exit(call, null, null);
      return null;
    } catch (LockLostException e) {
      return e.reason();
    }
  }

  private static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }
}
