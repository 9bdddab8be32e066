package io.zklocked.runtime.call;

import io.zklocked.Fencing;
import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thread that enters its hold again while others leave it: who leaves last closes the grant,
 * once, and nobody enters what was closed.
 */
@Tag("interleavings")
public class OpenHoldInterleavingsTest {

  private final Counting grant = new Counting();
  private final OpenHold hold =
      new OpenHold(this, grant, Thread.currentThread(), new Verification(0));

  /**
   * The owner enters again.
   *
   * @return whether it could
   */
  @Operation(nonParallelGroup = "owner")
  public boolean reenter() {
    return hold.reenter();
  }

  /**
   * A frame ends, of whatever thread.
   *
   * @return whether it was the last
   */
  @Operation
  public boolean leave() {
    return grant.isClosedBy(hold::leave);
  }

  /**
   * A stage ends that has outlived its frame.
   *
   * @return whether it was the last
   */
  @Operation
  public boolean leaveUse() {
    return grant.isClosedBy(hold::leaveUse);
  }

  /** Nobody closes twice. */
  @Validate
  public void grantIsClosedOnceAtMost() {
    if (grant.closed.get() > 1) {
      throw new AssertionError("closed " + grant.closed + " times");
    }
  }

  @Test
  void lastOneOutClosesAndNobodyEntersAfterwards() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(250)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(OpenHoldInterleavingsTest.class);
  }

  /** Says who closed it. */
  private static final class Counting implements Grant {

    private final AtomicInteger closed = new AtomicInteger();
    private final ThreadLocal<Boolean> closer = new ThreadLocal<>();
    private final Request request =
        new Request("/a", "a", "a", "t", "m", LockMode.EXCLUSIVE, 1, false, false, true);

    boolean isClosedBy(Runnable leaving) {
      closer.remove();
      leaving.run();
      return closer.get() != null;
    }

    @Override
    public Request request() {
      return request;
    }

    @Override
    public LockState state() {
      return LockState.VALID;
    }

    @Override
    public LockLostException.@Nullable Reason loss() {
      return null;
    }

    @Override
    public Fencing fencing() {
      return new Fencing(1, 1);
    }

    @Override
    public long heldNanos() {
      return 0;
    }

    @Override
    public void onLost(Runnable listener) {}

    @Override
    public CompletableFuture<LockLostException.@Nullable Reason> released() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public LockLostException.@Nullable Reason close() {
      closed.incrementAndGet();
      closer.set(true);
      return null;
    }
  }
}
