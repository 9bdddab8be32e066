package io.zklocked.runtime.inspect;

import io.zklocked.LockKeyException;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.runtime.key.LockKey;
import java.time.Duration;

/**
 * Looks at the locks of an ensemble, by a session of its own. It has no place in any line, so that
 * what it shows may be over when it is read; but it is never older than the call. Thread-safe; its
 * methods block, for up to its patience for each answer of the servers.
 */
public final class Inspector implements AutoCloseable {

  private final Ensemble ensemble;
  private final KeySpace keys;
  private final Connection connection;

  private Inspector(Ensemble ensemble, KeySpace keys, Connection connection) {
    this.ensemble = ensemble;
    this.keys = keys;
    this.connection = connection;
  }

  /**
   * Begins to connect; does not wait for it.
   *
   * @param ensemble what keeps the locks; not started yet, and closed with the inspector
   * @param keys where the locks lie
   * @param patience how long the ensemble may be silent
   * @return the inspector
   */
  public static Inspector connect(Ensemble ensemble, KeySpace keys, Duration patience) {
    Connection connection = new Connection(ensemble, patience.toNanos());
    ensemble.start(connection);
    return new Inspector(ensemble, keys, connection);
  }

  /**
   * Reads the line of one key, with the records of all who are in it.
   *
   * @param resource the lock, as in {@code ZkLocks.acquire}
   * @return its line; a free one if nobody knows the key
   * @throws LockKeyException if the resource cannot be a key
   * @throws LockUnavailableException if no server answers in time
   * @throws MissingRightException if it may not be read
   */
  public SeenLine line(String resource) {
    LockKey key = keys.key(resource);
    Session session = connection.session();
    Requests requests = new Requests(connection, session);
    return connection.await(
        requests
            .sync(key.path())
            .thenCompose(synced -> new LineReader(requests, Integer.MAX_VALUE).read(key, false)));
  }

  /** Ends the session. Blocks until that is done, for a limited time. */
  @Override
  public void close() {
    ensemble.close();
  }
}
