package io.zklocked.runtime.engine;

import io.zklocked.LockMode;
import io.zklocked.ZkLockException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/** One engine with a hand-set clock on a server that answers by hand. Confined to one thread. */
final class Rig {

  static final long SECOND = 1_000_000_000L;
  static final long TIMEOUT = 15 * SECOND;
  static final String KEY = "/zklocked/orders%2F42";

  final HandEnsemble ensemble;
  final HandTime time = new HandTime();
  final List<String> log = new ArrayList<>();
  final LockEngine engine;
  private final String name;
  private int sessions;
  final Tally tally;
  HandSession session;

  private Rig(HandEnsemble ensemble, String name, Tally tally, Policy policy) {
    AtomicLong ids = new AtomicLong();
    this.ensemble = ensemble;
    this.name = name;
    this.tally = tally;
    this.engine =
        new LockEngine(
            "zk1:2181",
            time,
            tally,
            logTo(log),
            new JvmIdentity("host-" + name, 4711, Instant.EPOCH),
            () -> new UUID(name.hashCode(), ids.incrementAndGet()),
            policy);
    this.session = new HandSession(ensemble, engine, "none");
  }

  /** An engine that is connected, on a server where the key's directory stands. */
  static Rig connected() {
    return connected(Policy.DEFAULT);
  }

  static Rig connected(Policy policy) {
    HandEnsemble ensemble = new HandEnsemble();
    ensemble.directory(KEY);
    return joining(ensemble, "a", new Tally(), policy);
  }

  static Rig joining(HandEnsemble ensemble, String name) {
    return joining(ensemble, name, new Tally());
  }

  static Rig joining(HandEnsemble ensemble, String name, Tally tally) {
    return joining(ensemble, name, tally, Policy.DEFAULT);
  }

  private static Rig joining(HandEnsemble ensemble, String name, Tally tally, Policy policy) {
    Rig rig = new Rig(ensemble, name, tally, policy);
    rig.newSession();
    return rig;
  }

  static Rig unconnected(HandEnsemble ensemble, String name) {
    return new Rig(ensemble, name, new Tally(), Policy.DEFAULT);
  }

  HandSession newSession() {
    session = new HandSession(ensemble, engine, name + "-" + ++sessions);
    session.connect();
    return session;
  }

  static Request request(boolean once) {
    return request(KEY, once, true);
  }

  static Request request(String path, boolean once, boolean removable) {
    return new Request(
        path,
        "orders/42",
        "orders/{id}",
        "worker-1",
        "Orders#ship",
        LockMode.EXCLUSIVE,
        1,
        once,
        false,
        removable);
  }

  Attempt acquire() {
    return engine.acquire(request(false));
  }

  /** Acquires, with everything answered, and watches what it holds. */
  Grant hold() {
    Attempt attempt = acquireAnswered();
    passMoment();
    return granted(attempt);
  }

  /** Whoever holds has held for long enough to watch his node. */
  void passMoment() {
    time.pass(10_000_000L);
    session.answerAll();
  }

  /** An attempt, with everything answered. */
  Attempt acquireAnswered() {
    Attempt attempt = acquire();
    session.answerAll();
    return attempt;
  }

  static Grant granted(Attempt attempt) {
    Grant grant = attempt.outcome().getNow(null);
    if (grant == null) {
      throw new AssertionError("not granted");
    }
    return grant;
  }

  static boolean isWaiting(Attempt attempt) {
    return !attempt.outcome().isDone();
  }

  static ZkLockException failure(Attempt attempt) {
    CompletableFuture<Grant> outcome = attempt.outcome();
    try {
      throw new AssertionError("no failure: " + outcome.getNow(null));
    } catch (CompletionException e) {
      if (e.getCause() instanceof ZkLockException failure) {
        return failure;
      }
      throw e;
    }
  }

  static EngineLog logTo(List<String> log) {
    return new EngineLog() {
      @Override
      public void debug(String message) {}

      @Override
      public void info(String message) {
        log.add("info " + message);
      }

      @Override
      public void warn(String message) {
        log.add("warn " + message);
      }

      @Override
      public void error(String message) {
        log.add("error " + message);
      }
    };
  }
}
