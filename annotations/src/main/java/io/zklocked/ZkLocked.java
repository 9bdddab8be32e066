package io.zklocked;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs each call of the annotated method under a distributed lock on Apache ZooKeeper: on one
 * process of many at a time for one value of the key.
 *
 * <pre>{@code
 * @ZkLocked("orders/{orderId}")
 * public void ship(long orderId) { ... }
 * }</pre>
 *
 * <p>The lock is acquired before the body starts and released when it has ended, whether it returns
 * or throws. <b>A body never runs without its lock:</b> whatever prevents the lock makes the call
 * fail with a {@link ZkLockException}. A call blocks its thread for at most {@link #waitTime()}.
 *
 * <p>The same thread may enter the same lock again, by recursion or through another method whose
 * key is equal.
 *
 * <p>A method that returns a {@link java.util.concurrent.CompletionStage} keeps the lock until that
 * stage is complete, whether it succeeds, fails or is cancelled, and whichever thread does it. When
 * the method has returned, its thread waits for that lock as any other does. A loss that comes only
 * then is logged and counted; the body is told by a {@link HeldLock} that it carries on.
 *
 * <p>A method that returns a Reactor {@code Mono} or {@code Flux}, an {@code
 * org.reactivestreams.Publisher} or a {@link java.util.concurrent.Flow.Publisher} is locked at each
 * subscription, with Reactor on the class path: its call evaluates the key and returns at once;
 * each subscription acquires the lock without blocking a thread, then runs the body, and holds the
 * lock until what the body returned is complete, has failed or is cancelled. What prevents the
 * lock, or has lost it, is told by {@code onError}. Such a lock is entered again by nobody but what
 * the body itself calls. Other types whose work begins or ends after the method has returned are
 * refused.
 *
 * <p>Several of them on one method are one lock over all their keys: the body runs when it has all,
 * and holds none while it has not. They are acquired in the order of their paths, whatever their
 * order here, so that two calls never wait for each other in a circle, within one wait time; and
 * released in reverse. Keys that are equal in a call are one. Those that say how long to wait must
 * say the same, and all the same of {@link #onBusy()} and {@link #onLost()}; a semaphore cannot be
 * among them.
 *
 * <p>The annotation works on its own only where something applies it: the java agent, or Guice with
 * {@code ZkLockedModule}.
 *
 * <p>On a class, it is for the public methods that are declared there, static ones too, but not for
 * those of subclasses, nor what the compiler makes for enums and records; a method that carries a
 * lock of its own has that one alone. On an annotation type, that type means the same on every
 * method or class that carries it (a composed annotation).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(ZkLocked.List.class)
public @interface ZkLocked {

  /**
   * The resource to lock, as a template: literal text and placeholders.
   *
   * <p>{@code {name}} and {@code {0}} stand for an argument, {@code {order.customer.id}} for what
   * is reached from it through record components, getters, accessors or map keys, {@code
   * {this.region}} for what is reached from the object, and {@code ${property:default}} for a
   * configured value, read once. A relative resource is one lock below the configured root; one
   * that starts with {@code /} is an absolute path, to share a lock with an existing service.
   *
   * @return the template
   */
  String value();

  /**
   * How the lock is held, and beside whom. All who use a key must use one kind of lock for it:
   * exclusive, or read and write, or a semaphore.
   *
   * <p>A thread that holds the lock may enter it again in the same mode. One that holds it with
   * {@link LockMode#WRITE} may also enter it with {@link LockMode#READ}, by a method that it calls.
   * The other way round the call is refused at once, by {@link LockModeException}: two readers that
   * want to write would wait for each other for ever.
   *
   * @return the mode
   */
  LockMode mode() default LockMode.EXCLUSIVE;

  /**
   * How many may hold a {@link LockMode#SEMAPHORE} at once, over all processes. All who use the key
   * must give the same number; one that meets another number there is refused by {@link
   * LockModeException}. A thread that enters again takes no second permit.
   *
   * @return 1 or more; 1 for the other modes
   */
  int permits() default 1;

  /**
   * How long a call may wait, over everything: connecting, queueing, acquiring. A number with a
   * unit ({@code "250ms"}, {@code "5s"}, {@code "2m"}, {@code "1h"}), an ISO-8601 duration ({@code
   * "PT1M"}), {@code "0"} (try once) or {@code "forever"}.
   *
   * @return the wait time; empty for the configured one (30 s) with {@link OnBusy#THROW}, and for
   *     {@code "0"} with {@link OnBusy#SKIP} or a {@link #fallback()}
   */
  String waitTime() default "";

  /**
   * What a call does when the wait time has passed and somebody else still holds the lock.
   *
   * @return the policy
   */
  OnBusy onBusy() default OnBusy.THROW;

  /**
   * The name of a method of the same class that is called instead, without the lock, when the wait
   * time has passed and somebody else still holds it. It has the same parameters and result, and
   * takes a {@link LockBusyException} behind those if it wants to know who holds the lock. It may
   * be private, and static. What it returns or throws is what the call returns or throws, so that
   * it may declare no checked exception that the method does not.
   *
   * @return the name; empty for none
   */
  String fallback() default "";

  /**
   * What a call does when the lock is lost while its body runs. Each call has its own policy, also
   * where it enters a lock again that its thread holds.
   *
   * @return the policy
   */
  OnLost onLost() default OnLost.THROW;

  /**
   * When the lock is given back.
   *
   * <p>Under the java agent a method that Spring runs in a transaction of its own is locked before
   * that begins, and the lock is given back after it was committed or rolled back. Where a
   * transaction is active already, the lock is taken within it and given back after its end: what
   * the transaction has read before may be out of date then, of which a warning tells, and the call
   * is refused by an {@link IllegalStateException} if the isolation is {@code REPEATABLE_READ} or
   * above, since it would go on reading it; or if the transaction has taken 100 locks so. A lock
   * that is not valid any more just before the commit makes the transaction roll back, by {@link
   * LockLostException}. {@link ReleaseAt#EXIT} and {@link ReleaseAt#COMPLETION} leave transactions
   * alone.
   *
   * @return the moment
   */
  ReleaseAt releaseAt() default ReleaseAt.AUTO;

  /**
   * How long the lock is kept between calls when nobody else wants it: the next call of this JVM
   * within that time gets it without ZooKeeper, and gives it back as soon as another process comes.
   * A process that is stopped meanwhile keeps others out until its session ends. Written as {@link
   * #waitTime()} is, such as {@code "100ms"}; {@code "0"} does not keep it. Not for semaphores.
   *
   * @return the time, of which a quarter of the session timeout is taken at most; empty for the
   *     configured one ({@code retain}, off unless it is set)
   */
  String retain() default "";

  /**
   * After which time a call that still holds the lock is logged, once, with the stack of its
   * thread, and counted ({@code zklocked.overdue}). Nothing is released: a lock is held as long as
   * its body runs. Written as {@link #retain()} is; {@code "0"} does not warn.
   *
   * @return the time; empty for never
   */
  String warnAfter() default "";

  /**
   * For how long others are kept out at least, from the grant on, those of this JVM too, such as
   * for a job that is started on all machines at about the same time and is done in less than their
   * clocks differ. The call returns when its body does; the lock is held on, and the thread that
   * called may not enter it again. It ends with the JVM: shutting down in order says what it cuts
   * short. Written as {@link #retain()} is.
   *
   * @return the time; empty for no longer than the body runs
   */
  String lockAtLeastFor() default "";

  /**
   * When a call wants the lock: where this path leads to true, as in {@code "order.express"}, or
   * behind an exclamation mark, to false, as in {@code "!dryRun"}. It is written as in a
   * placeholder of {@link #value()} and leads to a {@code boolean} or {@link Boolean}. Other calls
   * run without the lock. One for which the path cannot be followed, because something on it is
   * null, fails with {@link LockKeyException}.
   *
   * @return the path; empty if every call wants the lock
   */
  String condition() default "";

  /** What a compiler puts several locks of one method into; they need not be written so. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @interface List {

    /**
     * The locks.
     *
     * @return in the order of the source
     */
    ZkLocked[] value();
  }
}
