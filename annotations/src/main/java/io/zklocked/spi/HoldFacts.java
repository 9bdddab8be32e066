package io.zklocked.spi;

/**
 * The names to which the view of a hold answers, and the types of its answers. A view answers null
 * to a name that it does not know, so that versions may differ on its two sides.
 */
public final class HoldFacts {

  /** The resource, as a {@link String}. */
  public static final String RESOURCE = "resource";

  /** The path of the lock on ZooKeeper, as a {@link String}. */
  public static final String PATH = "path";

  /** The name of an {@link io.zklocked.LockMode}, as a {@link String}. */
  public static final String MODE = "mode";

  /** The name of an {@link io.zklocked.LockState}, as a {@link String}. */
  public static final String STATE = "state";

  /** How long the lock has been held, as a {@link java.time.Duration}. */
  public static final String HELD_FOR = "heldFor";

  /** {@link io.zklocked.Fencing#czxid()}, as a {@link Long}. */
  public static final String CZXID = "czxid";

  /** {@link io.zklocked.Fencing#grant()}, as a {@link Long}. */
  public static final String GRANT = "grant";

  /**
   * What {@link io.zklocked.LockLostException#of} needs, as a {@link java.util.Map}; null while the
   * lock is valid.
   */
  public static final String LOSS = "loss";

  /** Whether the hold was closed, as a {@link Boolean}. */
  public static final String CLOSED = "closed";

  /**
   * A question and a notice in one, since it is asked each time that a body looks at its lock:
   * whether the hold was closed, as {@link #CLOSED}; and that from now on somebody who is not the
   * runtime has the view, and may keep it for longer than the lock is held.
   */
  public static final String SHOWN = "shown";

  /** The identity of the runtime that gave the hold, as an {@link Object}. */
  public static final String RUNTIME = "runtime";

  private HoldFacts() {}
}
