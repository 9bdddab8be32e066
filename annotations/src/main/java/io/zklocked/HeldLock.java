package io.zklocked;

import io.zklocked.spi.HoldFacts;
import io.zklocked.spi.ThreadHolds;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lock under which the current body runs, as that body sees it. It cannot be released from
 * here: that happens at the end of the body.
 *
 * <p>Thread-safe; nothing here blocks or asks the ensemble. An instance may be carried to another
 * thread and outlives the body harmlessly.
 */
public final class HeldLock {

  private final Function<String, @Nullable Object> view;

  private HeldLock(Function<String, @Nullable Object> view) {
    this.view = view;
  }

  /**
   * The innermost lock that the calling thread holds: the same under the agent, with Guice and by
   * hand.
   *
   * @return the lock
   * @throws IllegalStateException if the thread holds no lock, which inside an annotated method
   *     means that nothing applies the annotation
   */
  public static HeldLock current() {
    Function<String, @Nullable Object> view = ThreadHolds.innermost();
    if (view == null) {
      view = AgentDoor.innermost();
    }
    if (view == null) {
      throw new IllegalStateException(
          "This thread holds no lock. If this is inside a method with @ZkLocked, its condition is"
              + " false, or nothing applies the annotation: start the JVM with -javaagent:zklocked-agent.jar=connect=..., or let"
              + " Guice create the object with ZkLockedModule installed.");
    }
    return new HeldLock(view);
  }

  /**
   * The resource as the annotation or the caller named it, with the values of this call.
   *
   * @return the resource, such as {@code orders/42}
   */
  public String resource() {
    return fact(HoldFacts.RESOURCE, String.class);
  }

  /**
   * The path of the lock on ZooKeeper.
   *
   * @return an absolute path, such as {@code /zklocked/orders%2F42}
   */
  public String path() {
    return fact(HoldFacts.PATH, String.class);
  }

  /**
   * How far the lock may be trusted now.
   *
   * @return the state
   */
  public LockState state() {
    return LockState.valueOf(fact(HoldFacts.STATE, String.class));
  }

  /**
   * Checks that the lock is still held, for instance before a step that cannot be undone. A pause
   * of this JVM between the check and the step is not covered by it; the fencing token is.
   *
   * @throws LockLostException if the lock is lost or cannot be proven
   */
  public void ensureValid() {
    Object loss = view.apply(HoldFacts.LOSS);
    if (loss != null) {
      @SuppressWarnings("unchecked") // HoldFacts.LOSS is a map with string keys
      Map<String, ?> facts = (Map<String, ?>) loss;
      throw LockLostException.of(facts);
    }
  }

  /**
   * How long the lock has been held.
   *
   * @return the time since the grant; never negative
   */
  public Duration heldFor() {
    return fact(HoldFacts.HELD_FOR, Duration.class);
  }

  /**
   * The fencing token as one number. It never decreases from holder to holder of one key, and is
   * equal for hand-offs within one JVM, so a resource compares with {@code <=}.
   *
   * @return the transaction of the ensemble that created the lock's node
   */
  public long fencingToken() {
    return fact(HoldFacts.CZXID, Long.class);
  }

  /**
   * The fencing token in full.
   *
   * @return a token that increases strictly from holder to holder of one key
   */
  public Fencing fencing() {
    return new Fencing(fact(HoldFacts.CZXID, Long.class), fact(HoldFacts.GRANT, Long.class));
  }

  /** The resource, its state and its token. */
  @Override
  public String toString() {
    return resource() + " [" + state() + ", token " + fencing() + "]";
  }

  private <T> T fact(String name, Class<T> type) {
    Object value = view.apply(name);
    if (!type.isInstance(value)) {
      throw new IllegalStateException("the runtime does not tell the lock's " + name);
    }
    return type.cast(value);
  }
}
