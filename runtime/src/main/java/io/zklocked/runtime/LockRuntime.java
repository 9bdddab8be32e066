package io.zklocked.runtime;

import io.zklocked.runtime.call.Calls;

/**
 * One running instance: an ensemble, its session, the engine and what watches it. For front ends;
 * applications use {@link ZkLocks}. Thread-safe. Nothing connects before the first lock is wanted.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class LockRuntime implements AutoCloseable {

  private LockRuntime() {}

  /**
   * Starts a runtime, with a shutdown hook that closes it.
   *
   * @param config its configuration
   * @return the runtime
   */
  public static LockRuntime start(ZkLocksConfig config) {
    throw new UnsupportedOperationException(config.toString());
  }

  /**
   * Where calls of annotated methods arrive.
   *
   * @return the same object always
   */
  public Calls calls() {
    throw new UnsupportedOperationException();
  }

  /** Closes in order; blocks for at most the grace time. Only the first call has an effect. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
