package io.zklocked.faults;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One body under a lock: keeps asking whether the lock is valid, and logs it. For one thread. */
final class Visit {

  private static final long ASK_NANOS = 500_000;
  private static final long LOG_NANOS = 20_000_000;

  private final String who;
  private final String name;
  private final VisitLog log;
  private final Belief belief;
  private boolean believing;
  private long since;
  private long until;
  private long logged;

  Visit(String who, String name, VisitLog log, Belief belief) {
    this.who = who;
    this.name = name;
    this.log = log;
    this.belief = belief;
  }

  /** Does the body's work for as long as told. */
  void run(String key, RegisterClient register, BooleanSupplier goOn) {
    long entered = System.nanoTime();
    log.say(VisitLog.ENTER, name, key, belief.czxid(), belief.grant(), entered);
    boolean before = believe();
    boolean accepted = register.write(key, who, name, belief);
    boolean after = believe();
    if (!accepted) {
      log.say(VisitLog.REFUSED, name, before && after);
    }
    while (goOn.getAsBoolean()) {
      LockSupport.parkNanos(ASK_NANOS);
      believe();
    }
    believe();
    sayValid();
    log.say(VisitLog.EXIT, name, System.nanoTime());
  }

  /** Asks; the belief held at some moment between the two times around the question. */
  private boolean believe() {
    long before = System.nanoTime();
    boolean valid = belief.valid().getAsBoolean();
    long after = System.nanoTime();
    if (valid) {
      since = since == 0 ? after : since;
      until = before;
      if (before - logged > LOG_NANOS && logged != 0) {
        sayValid();
      }
      logged = logged == 0 ? before : logged;
    } else if (believing) {
      sayValid();
      log.say(VisitLog.DOUBT, name, after);
    }
    believing = valid;
    return valid;
  }

  private void sayValid() {
    if (since != 0) {
      log.say(VisitLog.VALID, name, since, until);
      logged = until;
    }
  }
}
