package io.zklocked.runtime.call;

import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.ReleaseAt;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.runtime.reactor.Reactor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What locks the calls of one method. Immutable and thread-safe.
 *
 * <p>A call is {@link #enter}, body, {@link #exit}. What {@code enter} gives is either the token of
 * the entered call, which must be given to {@code exit} exactly once on the same thread, or, only
 * where the method skips its body or has a fallback, the {@link LockBusyException} that says why:
 * then the call does what {@link #instead} says, and {@code exit} is not called. When {@code enter}
 * throws, the body must not run, and {@code exit} must not be called.
 */
public final class LockedMethod {

  /** The token of a call that wants no lock. */
  private static final Object UNLOCKED = new Object();

  private static final MethodHandle ENTER;
  private static final MethodHandle ENTER_ALL;
  private static final MethodHandle WISHES;
  private static final MethodHandle AROUND;
  private static final MethodHandle AROUND_ALL;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodType one = MethodType.methodType(Object.class, LockKey.class);
      MethodType all = MethodType.methodType(Object.class, LockKey[].class);
      ENTER = lookup.findVirtual(LockedMethod.class, "enter", one);
      ENTER_ALL = lookup.findVirtual(LockedMethod.class, "enter", all);
      AROUND = lookup.findVirtual(LockedMethod.class, "enterAround", one);
      AROUND_ALL = lookup.findVirtual(LockedMethod.class, "enterAround", all);
      WISHES =
          lookup.findVirtual(
              CallWishes.class, "of", MethodType.methodType(List.class, LockKey[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Acquirer acquirer;
  private final LateLocks late;
  private final CallWishes wishes;
  private final String name;
  private final String place;
  private final ReleaseAt releaseAt;
  private final CallSubjects subjects;
  private final MethodHandle enter;
  private final MethodHandle enterAround;

  /** Null until they are asked for: woven code asks for neither. A race makes one twice. */
  private @Nullable MethodHandle spread;

  private @Nullable MethodHandle spreadAround;
  private final Instead instead;
  private final HoldTerms terms;
  private final HoldTerms around;
  private final HoldTerms inner;
  private final @Nullable DeferredMethod deferred;

  /** The parameter to be filled in with the fencing token; -1 for none. */
  private final int token;

  LockedMethod(
      Acquirer acquirer,
      LateLocks late,
      MethodFacts method,
      String name,
      CallWishes wishes,
      HoldTerms terms,
      MethodKeys keys,
      @Nullable Reactor reactor) {
    this.acquirer = acquirer;
    this.late = late;
    this.name = name;
    this.terms = terms;
    this.around = terms.around();
    this.inner = terms.inner();
    this.place = method.place();
    this.instead = new Instead(method);
    this.wishes = wishes;
    this.releaseAt = method.locks().get(0).releaseAt();
    this.subjects = new CallSubjects(name, keys.subjects());
    boolean isOne = method.locks().size() == 1;
    MethodHandle rendered = isOne ? keys.handles().get(0) : keys.together();
    this.enter =
        MethodHandles.filterReturnValue(rendered, (isOne ? ENTER : ENTER_ALL).bindTo(this));
    this.enterAround =
        MethodHandles.filterReturnValue(rendered, (isOne ? AROUND : AROUND_ALL).bindTo(this));
    this.token = method.tokens().isEmpty() ? -1 : method.tokens().get(0);
    this.deferred =
        reactor == null
            ? null
            : new DeferredMethod(
                acquirer,
                method,
                reactor,
                keys(keys.together()),
                terms,
                wishes.skips() ? instead : null);
  }

  /**
   * What locks the subscriptions instead, where the method returns a publisher: its calls are
   * neither entered nor left.
   *
   * @return null if calls are locked
   */
  public @Nullable DeferredMethod deferred() {
    return deferred;
  }

  private DeferredMethod.Keys keys(MethodHandle together) {
    MethodHandle all =
        subjects.spread(MethodHandles.filterReturnValue(together, WISHES.bindTo(wishes)));
    return (self, arguments) -> {
      @SuppressWarnings("unchecked") // the type of what WISHES returns
      List<Acquirer.Wish> made = (List<Acquirer.Wish>) subjects.evaluate(all, self, arguments);
      return made;
    };
  }

  /**
   * Enters a call, for woven code.
   *
   * @return a handle that takes the subjects of the template, in their order and with their
   *     declared types, and returns an {@link Object}
   */
  public MethodHandle enter() {
    return enter;
  }

  /**
   * Enters a call, for interceptors.
   *
   * @param self the object of the call; null if the method is static
   * @param arguments all arguments
   * @return the token of the entered call, or a {@link LockBusyException}
   * @throws io.zklocked.ZkLockException if the lock cannot be had
   */
  public Object enter(@Nullable Object self, @Nullable Object[] arguments) {
    MethodHandle known = spread;
    if (known == null) {
      known = subjects.spread(enter);
      spread = known;
    }
    return subjects.evaluate(known, self, arguments);
  }

  /**
   * Whether the lock is to be taken before a transaction of the method's own begins, by {@link
   * #enterAround}.
   *
   * @return whether it does not leave transactions alone
   */
  public boolean goesAround() {
    return releaseAt == ReleaseAt.AUTO || releaseAt == ReleaseAt.TRANSACTION;
  }

  /**
   * Whether the key, or when it is wanted, is read from the object of the call.
   *
   * @return whether {@link #enterAround} needs that very object, and not a proxy of it
   */
  public boolean readsObject() {
    return subjects.hasObject();
  }

  /**
   * Enters a call around the transaction that is to be opened for it: whatever transaction is
   * active has nothing to do with it. The call enters once more within, and then {@link
   * #leaveAround} must be called, before {@link #exit}.
   *
   * @param self the object of the call
   * @param arguments all arguments
   * @return as {@link #enter(Object, Object[])}
   * @throws io.zklocked.ZkLockException if the lock cannot be had
   */
  public Object enterAround(@Nullable Object self, @Nullable Object[] arguments) {
    MethodHandle known = spreadAround;
    if (known == null) {
      known = subjects.spread(enterAround);
      spreadAround = known;
    }
    return subjects.evaluate(known, self, arguments);
  }

  Object enter(@Nullable LockKey key) {
    if (key == null) {
      return UNLOCKED;
    }
    Transaction transaction = transaction();
    OuterCall outer = outer(transaction);
    return outer != null && outer.busy() != null
        ? outer.busy()
        : take(key, transaction, outer == null ? terms : inner);
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private Object enterAround(@Nullable LockKey key) {
    return key == null ? UNLOCKED : around(take(key, null, around));
  }

  private Object take(LockKey key, @Nullable Transaction transaction, HoldTerms agreed) {
    Acquirer.Wish wish = wishes.of(key);
    try {
      OpenHold hold =
          transaction == null ? acquirer.acquire(wish) : late.acquire(transaction, wish);
      return entered(hold, wish, agreed);
    } catch (LockBusyException e) {
      return busy(e);
    }
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private Object enter(@Nullable LockKey[] keys) {
    List<Acquirer.Wish> wanted = wishes.of(keys);
    if (wanted.isEmpty()) {
      return UNLOCKED;
    }
    Transaction transaction = transaction();
    OuterCall outer = outer(transaction);
    return outer != null && outer.busy() != null
        ? outer.busy()
        : takeAll(wanted, transaction, outer == null ? terms : inner);
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private Object enterAround(@Nullable LockKey[] keys) {
    List<Acquirer.Wish> wanted = wishes.of(keys);
    return wanted.isEmpty() ? UNLOCKED : around(takeAll(wanted, null, around));
  }

  private Object takeAll(
      List<Acquirer.Wish> wanted, @Nullable Transaction transaction, HoldTerms agreed) {
    try {
      HeldTogether held =
          transaction == null
              ? new HeldTogether(acquirer.acquireAll(wanted))
              : late.acquireAll(transaction, wanted);
      return entered(held, wanted.get(0), agreed);
    } catch (LockBusyException e) {
      return busy(e);
    }
  }

  private static Entered entered(Held held, Acquirer.Wish wish, HoldTerms agreed) {
    if (agreed.isThrown()) {
      held.checkAtCommit();
    }
    return new Entered(held, agreed, wish.key().resource());
  }

  /** Tells the body, which asks once more within, what came of a call around its transaction. */
  private Object around(Object entered) {
    LockBusyException busy = entered instanceof LockBusyException e ? e : null;
    if (busy == null || instead.isCall()) {
      new OuterCall(place, busy).tellNextCall();
    }
    return entered;
  }

  private @Nullable OuterCall outer(@Nullable Transaction transaction) {
    return transaction != null || instead.isCall() ? OuterCall.of(place) : null;
  }

  /** Ends what {@link #enterAround} has begun, if the body was not reached. */
  public void leaveAround() {
    var unused = OuterCall.of(place);
  }

  /**
   * Whether a busy lock is the body's matter as well: it calls the fallback in its place, in its
   * transaction.
   *
   * @return whether the transaction is to be opened all the same
   */
  public boolean hasFallback() {
    return instead.isCall();
  }

  /** The transaction that keeps the lock, or null if none does. */
  private @Nullable Transaction transaction() {
    if (!goesAround()) {
      return null;
    }
    Transaction transaction = late.transaction();
    if (transaction == null && releaseAt == ReleaseAt.TRANSACTION) {
      throw new IllegalStateException(
          name
              + " is to keep its lock until the end of a transaction (releaseAt = TRANSACTION), and"
              + " none is active that can be seen: call it where one is, by its proxy if it opens"
              + " its own, under the agent; or leave releaseAt = AUTO");
    }
    return transaction;
  }

  private LockBusyException busy(LockBusyException failure) {
    if (wishes.skips()) {
      return failure;
    }
    throw failure;
  }

  /**
   * What a call has entered that runs without locks: {@link #exit} takes it, and {@link #token}
   * gives 0 for it.
   *
   * @return always the same
   */
  public static Object unlocked() {
    return UNLOCKED;
  }

  /**
   * The fencing token of a call that was entered, for woven code.
   *
   * @param entered what {@code enter} gave
   * @return as {@link io.zklocked.HeldLock#fencingToken()}; 0, which is less than any of them, for
   *     a call that did not want the lock
   */
  public static long token(Object entered) {
    return entered == UNLOCKED ? 0 : ((Entered) entered).token();
  }

  /**
   * Fills in the parameter that {@link io.zklocked.FencingToken} marks, for interceptors.
   *
   * @param entered what {@code enter} gave
   * @param arguments all arguments of the call
   */
  public void fillIn(Object entered, @Nullable Object[] arguments) {
    if (token >= 0) {
      arguments[token] = token(entered);
    }
  }

  /**
   * Leaves a call that was entered. Where the result is a stage that is not complete, the lock is
   * kept until it is; a loss that shows only then is logged and counted.
   *
   * @param entered what {@code enter} gave
   * @param result what the body returned
   * @param failure what the body threw, or null
   * @return the result, the same instance
   * @throws LockLostException if the lock was not valid at the end and the body succeeded, unless
   *     losses are only reported; added to the body's failure as suppressed otherwise
   */
  public static @Nullable Object exit(
      Object entered, @Nullable Object result, @Nullable Throwable failure) {
    if (entered == UNLOCKED) {
      return result;
    }
    LockLostException loss = ((Entered) entered).exit(result, failure);
    if (loss != null) {
      if (failure == null) {
        throw loss;
      }
      failure.addSuppressed(loss);
    }
    return result;
  }

  /**
   * What a call returns whose body is skipped.
   *
   * @return null, an empty optional, or a completed stage, as the return type asks
   */
  public @Nullable Object skipped() {
    return instead.skipped();
  }

  /**
   * What a call does instead of its body, for interceptors: it calls the fallback, or is skipped.
   *
   * @param self the object of the call; null if the method is static
   * @param arguments all arguments
   * @param busy what {@code enter} gave
   * @return the result of the call
   * @throws Throwable what the fallback throws
   */
  public @Nullable Object instead(
      @Nullable Object self, @Nullable Object[] arguments, LockBusyException busy)
      throws Throwable {
    return instead.call(self, arguments, busy);
  }
}
