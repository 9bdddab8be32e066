package io.zklocked.sample.demo.writelog;

import java.util.concurrent.CompletionStage;

/** A lock of one client, on a session of its own. */
interface HerdLock extends AutoCloseable {

  /** Asks for the lock; the stage completes when it is held. */
  CompletionStage<?> acquire();

  /** Whether all who wait are told of each release, so that it is over when they have been. */
  boolean tellsAll();

  /** Gives it back; what that needs need not be done when this returns. */
  void release();

  @Override
  void close();
}
