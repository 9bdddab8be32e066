package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockLostException;
import io.zklocked.LockLostException.Reason;
import io.zklocked.OnLost;
import io.zklocked.rules.LockAttributes;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A loss that comes at any moment of a call, and before and after it: {@value #CALLS} calls, each
 * against another moment.
 */
@Timeout(120)
class LossRaceTest {

  private static final int CALLS = 100_000;
  private static final int LONGEST_SPIN = 2_000;

  /** So near to the end of its body is every other loss. */
  private static final int NEAR = 100;

  private final LosingSpace space = new LosingSpace();
  private final LockedMethod locked =
      space.prepare(
          LockAttributes.DEFAULT.and("value", "a").and("onLost", OnLost.INTERRUPT.name()));

  /** What is to be lost next, and after how long; null when that was done. */
  private final AtomicReference<@Nullable Loss> next = new AtomicReference<>();

  private record Loss(LosingSpace.Given grant, int spin) {}

  private volatile boolean isOver;
  private int heard;
  private int unheard;
  private int lost;

  @Test
  void noInterruptComesAfterItsBodyAndNoneIsLost() throws Exception {
    Thread loser = new Thread(this::lose, "loser");
    loser.start();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < CALLS; i++) {
      int length = random.nextInt(LONGEST_SPIN);
      int near = Math.max(0, length + random.nextInt(-NEAR, NEAR));
      call(length, i % 2 == 0 ? near : random.nextInt(LONGEST_SPIN), i);
    }
    isOver = true;
    loser.join(TimeUnit.SECONDS.toMillis(20));
    System.out.printf(
        "%,d calls against a loss: %,d interrupted, %,d lost without, %,d over before%n",
        CALLS, heard, unheard, CALLS - heard - unheard);
    assertThat(lost).isEqualTo(heard + unheard);
    assertThat(heard).as("losses within a body").isGreaterThan(CALLS / 100);
    assertThat(CALLS - lost).as("losses after the call").isGreaterThan(CALLS / 100);
  }

  /** The body asks whether the loss was told before it asks whether it was interrupted. */
  private void call(int length, int delay, int number) {
    Object call = locked.enter(null, new Object[0]);
    Loss loss = new Loss(space.grant("a"), delay);
    next.set(loss);
    spin(length);
    boolean wasTold = next.get() == null;
    boolean wasInterrupted = Thread.currentThread().isInterrupted();
    if (wasTold && !wasInterrupted) {
      throw new AssertionError("call " + number + " was not interrupted");
    }
    boolean wasLost = exit(call);
    checkClean(number);
    lost += wasLost ? 1 : 0;
    heard += wasInterrupted ? 1 : 0;
    unheard += wasLost && !wasInterrupted ? 1 : 0;
    while (next.get() != null) {
      Thread.onSpinWait();
    }
    checkClean(number);
  }

  private static boolean exit(Object call) {
    try {
      LockedMethod.exit(call, null, null);
      return false;
    } catch (LockLostException e) {
      return true;
    }
  }

  private static void checkClean(int number) {
    if (Thread.currentThread().isInterrupted()) {
      throw new AssertionError("call " + number + " has left an interrupt");
    }
  }

  private void lose() {
    while (!isOver) {
      Loss loss = next.get();
      if (loss != null) {
        spin(loss.spin());
        loss.grant().lose(Reason.SESSION_EXPIRED);
        next.set(null);
      }
    }
  }

  private static void spin(int rounds) {
    for (int i = 0; i < rounds; i++) {
      Thread.onSpinWait();
    }
  }
}
