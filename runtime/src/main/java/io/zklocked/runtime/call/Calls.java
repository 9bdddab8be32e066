package io.zklocked.runtime.call;

import io.zklocked.LockKeyException;
import io.zklocked.LockLostException;
import io.zklocked.OnLost;
import io.zklocked.ReleaseAt;
import io.zklocked.rules.Fault;
import io.zklocked.rules.LockAttributes;
import io.zklocked.rules.LockRules;
import io.zklocked.rules.MethodSight;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.runtime.reactor.Reactor;
import io.zklocked.syntax.WaitTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where calls of annotated methods arrive: one for each runtime, for woven code and interceptors
 * alike. Thread-safe.
 */
public final class Calls {

  private final Acquirer acquirer;
  private final KeySpace keys;
  private final Function<String, @Nullable String> properties;
  private final WaitTime defaultWait;
  private final Retention retention;
  private final OverdueWatch overdue;
  private final MinimumHolds minimum;
  private final LateLocks late;
  private final UnaryOperator<LockAttributes> settings;

  /**
   * Makes the entrance of a runtime.
   *
   * @param acquirer gets the locks
   * @param keys where they lie
   * @param properties gives the value of a <code>${property}</code> in a template, or null
   * @param defaultWait how long to wait where an annotation does not say
   * @param retention how long locks may be kept where one does
   * @param overdue warns of bodies that take too long
   * @param minimum holds on to locks whose bodies were too short
   * @param transactions which of them are active
   * @param settings gives a lock with what is set of it from outside
   * @param warning is told of locks that are taken within a transaction, once for each template
   */
  public Calls(
      Acquirer acquirer,
      KeySpace keys,
      Function<String, @Nullable String> properties,
      WaitTime defaultWait,
      Retention retention,
      OverdueWatch overdue,
      MinimumHolds minimum,
      Transactions transactions,
      UnaryOperator<LockAttributes> settings,
      Consumer<String> warning) {
    this.acquirer = acquirer;
    this.keys = keys;
    this.properties = properties;
    this.defaultWait = defaultWait;
    this.retention = retention;
    this.overdue = overdue;
    this.minimum = minimum;
    this.settings = settings;
    this.late = new LateLocks(acquirer, transactions, warning);
  }

  /**
   * Prepares a method to be locked: checks all that can be known before a call.
   *
   * @param asked the method
   * @return what locks its calls
   * @throws LockKeyException if one of its templates cannot give a key
   * @throws IllegalArgumentException if an attribute is wrong or the method cannot be locked
   */
  public LockedMethod prepare(MethodFacts asked) {
    MethodFacts method = asked.set(settings);
    MethodSight sight = method.sight();
    Fault fault = LockRules.firstFault(method.locks(), sight);
    if (fault != null && !fault.subject().isReadOfCalls()) {
      throw new IllegalArgumentException(method.place() + ": " + fault.sentence());
    }
    try {
      if (fault != null) {
        throw LockKeyException.of(Map.of("message", fault.sentence()));
      }
      String name = MethodFacts.shortName(method.lookup().lookupClass()) + "#" + method.name();
      return new LockedMethod(
          acquirer,
          late,
          method,
          name,
          new CallWishes(method, name, wait(method.locks()), retention),
          new HoldTerms(
              HoldTimes.of(method.locks()),
              method.locks().get(0).onLost(),
              method.locks().get(0).releaseAt(),
              name,
              method.locks().get(0).template(),
              overdue,
              minimum),
          MethodKeys.of(method, properties, keys),
          LockRules.isDeferred(sight.result()) ? reactor(method) : null);
    } catch (LockKeyException e) {
      throw PlacedKey.failure(method.place(), e);
    }
  }

  /**
   * Agrees on times for a hold that was acquired by hand.
   *
   * @param hold the hold
   * @param times for how long it is held
   * @return what leaves it instead, once
   */
  public Leave agree(OpenHold hold, HoldTimes times) {
    Request request = hold.grant().request();
    Entered entered =
        new Entered(
            hold,
            new HoldTerms(
                times,
                OnLost.THROW,
                ReleaseAt.EXIT,
                request.method(),
                request.label(),
                overdue,
                minimum),
            request.resource());
    return entered::leave;
  }

  /** Leaves a hold. */
  @FunctionalInterface
  public interface Leave {

    /**
     * Ends the hold, or has it held on until its time is over.
     *
     * @return what was lost, or null
     */
    @Nullable LockLostException now();
  }

  private static Reactor reactor(MethodFacts method) {
    Class<?> declaring = method.lookup().lookupClass();
    Class<?> returns = method.type().returnType();
    Reactor reactor = Reactor.of(declaring.getClassLoader());
    if (reactor == null || !reactor.makes(returns)) {
      throw new IllegalArgumentException(
          "%s: it returns %s, which is locked at each subscription by operators of Reactor, and its class sees no Reactor of 3.3 or newer; add io.projectreactor:reactor-core, or return a CompletionStage"
              .formatted(method.place(), returns.getTypeName()));
    }
    return reactor;
  }

  /**
   * A transaction has begun on the calling thread: it is followed if the thread holds locks, so
   * that it is not committed once one of them is lost.
   *
   * @param transaction the transaction
   */
  public void began(Transaction transaction) {
    late.began(transaction);
  }

  /** One for all locks: that which one of them gives, as they give no two. */
  private WaitTime wait(List<LockAttributes> locks) {
    String given = LockAttributes.together(locks, LockAttributes::waitTime);
    if (!given.isEmpty()) {
      return WaitTime.parse(given);
    }
    return LockAttributes.doWithoutBody(locks) ? WaitTime.ONCE : defaultWait;
  }
}
