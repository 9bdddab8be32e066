package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockLostException;
import io.zklocked.LockLostException.Reason;
import io.zklocked.OnLost;
import io.zklocked.rules.LockAttributes;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@value #LOSSES} losses, if there is time for them, each at another moment of a call, or behind
 * it. The calls do not wait for the losses: a late interrupt would come to a later call, whose lock
 * is not lost, or between two.
 */
@Timeout(120)
class LossRaceTest {

  private static final int LOSSES = 100_000;
  private static final int LONGEST_SPIN = 100;

  /** On a machine that has no time for it, fewer losses have to do. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(40);

  private final LosingSpace space = new LosingSpace();
  private final LockedMethod locked =
      space.prepare(
          LockAttributes.DEFAULT.and("value", "a").and("onLost", OnLost.INTERRUPT.name()));

  /** What is held now, or was held last. */
  private volatile LosingSpace.@Nullable Given current;

  /** What was lost last, and whose body was told. */
  private volatile LosingSpace.@Nullable Given told;

  private volatile boolean isOver;

  /** Written by the loser alone. */
  private volatile int losses;

  private int heard;
  private int unheard;

  @Test
  void noInterruptComesAfterItsBodyAndNoneIsLost() throws Exception {
    Thread loser = new Thread(this::lose, "loser");
    loser.start();
    SplittableRandom random = new SplittableRandom(1);
    while (!isOver) {
      call(random.nextInt(LONGEST_SPIN));
    }
    loser.join(TimeUnit.SECONDS.toMillis(20));
    checkClean("the end");
    System.out.printf(
        "%,d losses: %,d interrupted the body, %,d came between its last look and the exit, %,d"
            + " behind it%n",
        losses, heard, unheard, losses - heard - unheard);
    assertThat(heard).as("losses within a body").isPositive();
    assertThat(losses - heard).as("losses at its end, and behind it").isPositive();
  }

  /**
   * The body asks whether the loss was told before it asks whether it was interrupted, and that
   * before it asks whether there was a loss.
   */
  private void call(int length) {
    Object call = locked.enter(null, new Object[0]);
    LosingSpace.Given grant = space.grant("a");
    current = grant;
    spin(length);
    boolean wasTold = told == grant;
    boolean wasInterrupted = Thread.currentThread().isInterrupted();
    boolean wasLost = grant.loss() != null;
    if (wasTold && !wasInterrupted) {
      throw new AssertionError("a body whose loss was told is not interrupted");
    }
    if (wasInterrupted && !wasLost) {
      throw new AssertionError("a body is interrupted whose lock is not lost");
    }
    boolean wasThrown = exit(call);
    checkClean("a call");
    heard += wasInterrupted ? 1 : 0;
    unheard += wasThrown && !wasInterrupted ? 1 : 0;
  }

  private static boolean exit(Object call) {
    try {
      LockedMethod.exit(call, null, null);
      return false;
    } catch (LockLostException e) {
      return true;
    }
  }

  private static void checkClean(String after) {
    if (Thread.currentThread().isInterrupted()) {
      throw new AssertionError("an interrupt is left after " + after);
    }
  }

  private void lose() {
    SplittableRandom random = new SplittableRandom(2);
    LosingSpace.Given last = null;
    long begin = System.nanoTime();
    for (int i = 1; i <= LOSSES && System.nanoTime() - begin < LONGEST_NANOS; i++) {
      LosingSpace.Given grant = current;
      while (grant == null || grant == last) {
        Thread.onSpinWait();
        grant = current;
      }
      spin(random.nextInt(LONGEST_SPIN));
      grant.lose(Reason.SESSION_EXPIRED);
      told = grant;
      last = grant;
      losses = i;
    }
    isOver = true;
  }

  private static void spin(int rounds) {
    for (int i = 0; i < rounds; i++) {
      Thread.onSpinWait();
    }
  }
}
