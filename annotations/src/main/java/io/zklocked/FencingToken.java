package io.zklocked;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a parameter of a method with {@link ZkLocked} filled in, once the lock is held: with {@link
 * HeldLock#fencingToken()}, whatever the caller gives.
 *
 * <pre>{@code
 * @ZkLocked("accounts/{id}")
 * void withdraw(int id, long amount, @FencingToken long token) { ... }
 *
 * UPDATE account SET balance = ?, fence = ? WHERE id = ? AND fence <= ?
 * }</pre>
 *
 * <p>The resource remembers the greatest token that it has seen, and refuses what comes with a
 * smaller one: a holder that was stopped, and lost its lock meanwhile without knowing. Whoever
 * holds the lock next has a greater token. Callers give any value, such as 0.
 *
 * <p>A call that runs without the lock, because the condition of the lock is false, gets 0.
 *
 * <p>For one parameter of type {@code long}, of a method with one lock that is no semaphore. The
 * key of that lock cannot use the parameter, since the key comes first.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface FencingToken {}
