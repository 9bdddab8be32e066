package io.zklocked.sample.demo.writelog;

import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** A lock of this library, with a runtime of its own and so a session of its own. Thread-safe. */
final class OwnLock implements HerdLock {

  /** The last in line waits for all before it, and that is meant. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private final ZkLocks locks;
  private final String resource;
  private final AtomicReference<Hold> hold = new AtomicReference<>();

  OwnLock(String connect, String root, String resource) {
    // That anybody may read and delete them is said once, not by each of a hundred.
    this.locks =
        ZkLocks.start(
            ZkLocksConfig.load("connect=" + connect + ",root=" + root + ",acl=world")
                .withWaitWarning(LONG));
    this.resource = resource;
  }

  @Override
  public CompletionStage<?> acquire() {
    return locks
        .acquireAsync(resource, LockRequest.DEFAULT.withWaitTime(LONG))
        .thenAccept(hold::set);
  }

  @Override
  public boolean tellsAll() {
    return false;
  }

  @Override
  public void release() {
    Hold held = hold.getAndSet(null);
    if (held == null) {
      throw new IllegalStateException("not held");
    }
    held.close();
  }

  @Override
  public void close() {
    locks.close();
  }
}
