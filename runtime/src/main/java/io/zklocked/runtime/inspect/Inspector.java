package io.zklocked.runtime.inspect;

import io.zklocked.LockKeyException;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.engine.BreakRecord;
import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.OperatorSession;
import io.zklocked.runtime.engine.OperatorSession.Broken;
import io.zklocked.runtime.engine.OwnerRecord;
import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.runtime.key.LockKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Looks at the locks of an ensemble, by a session of its own. It has no place in any line, so that
 * what it shows may be over when it is read; but it is never older than the call. Thread-safe; its
 * methods block, for up to its patience for each answer of the servers.
 */
public final class Inspector implements AutoCloseable {

  private final Ensemble ensemble;
  private final KeySpace keys;
  private final Connection connection;
  private final String host;

  private Inspector(Ensemble ensemble, KeySpace keys, Connection connection, String host) {
    this.ensemble = ensemble;
    this.host = host;
    this.keys = keys;
    this.connection = connection;
  }

  /**
   * Begins to connect; does not wait for it.
   *
   * @param ensemble what keeps the locks; not started yet, and closed with the inspector
   * @param keys where the locks lie
   * @param patience how long the ensemble may be silent
   * @param host the machine that this is
   * @return the inspector
   */
  public static Inspector connect(
      Ensemble ensemble, KeySpace keys, Duration patience, String host) {
    Connection connection = new Connection(ensemble, patience.toNanos());
    ensemble.start(connection);
    return new Inspector(ensemble, keys, connection, host);
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

  /**
   * Goes through the keys below the root, in the order of their names, whether or not anybody holds
   * them. Not all are read before the first is passed on, so that there may be any number; what is
   * changed meanwhile may be seen or not.
   *
   * @param prefix how their names begin; empty for all; with a {@code /} at its start the path from
   *     which on all keys are gone through, wherever the root is
   * @param records of how many contenders of each line the records are read
   * @param each takes a line, on the calling thread; what it throws ends the listing
   * @throws LockKeyException if an absolute prefix cannot be a path
   * @throws LockUnavailableException if the servers do not answer in time
   * @throws MissingRightException if something may not be read
   */
  public void lines(String prefix, int records, Consumer<SeenLine> each) {
    boolean isAbsolute = prefix.startsWith("/");
    String path = isAbsolute ? directory(prefix) : "";
    Listing listing = new Listing(connection, connection.session(), keys, records, each);
    if (isAbsolute) {
      listing.tree(path);
    } else {
      listing.below(prefix);
    }
  }

  /** A path that is no key, but may have keys below it. */
  private String directory(String prefix) {
    String path =
        prefix.length() > 1 && prefix.endsWith("/")
            ? prefix.substring(0, prefix.length() - 1)
            : prefix;
    if (path.equals("/") || path.equals(keys.root())) {
      return path;
    }
    return keys.key(path).path();
  }

  /**
   * Follows the line of one key by watches, until the thread is interrupted.
   *
   * @param resource the lock
   * @param listener is told of each change
   * @throws LockKeyException if the resource cannot be a key
   * @throws MissingRightException if it may not be read
   * @throws InterruptedException when the thread is interrupted
   */
  public void watch(String resource, LineListener listener) throws InterruptedException {
    new Watch(connection, keys.key(resource), listener).run();
  }

  /**
   * Takes a lock from its holder, or a place in line from somebody who waits: deletes its node, and
   * leaves word, in one transaction. Its process notices by the watch that it has on its node.
   *
   * @param line the lock
   * @param contender who of it is to go; its record was read
   * @param by who does it
   * @param reason why; 300 characters of it are kept
   * @return what became of it
   * @throws LockUnavailableException if the servers do not answer in time; then it may have
   *     happened
   * @throws MissingRightException if it may not be deleted, or no word may be left
   */
  public Breaking breakContender(SeenLine line, SeenContender contender, String by, String reason) {
    OwnerRecord owner = contender.owner();
    BreakRecord word =
        new BreakRecord(
            reason,
            by,
            host,
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            line.resource(),
            contender.path(),
            owner == null ? "" : owner.describe());
    String directory = keys.breaks();
    String record = BreakRecord.path(directory, contender.path(), contender.czxid());
    OperatorSession session = connection.operatorSession();
    BreakRecords records = new BreakRecords(connection, session, directory);
    Broken broken = tryBreak(session, contender.path(), record, word);
    if (broken.node() == Code.OK && broken.record() == Code.NO_NODE) {
      records.makeDirectory();
      broken = tryBreak(session, contender.path(), record, word);
    }
    if (broken.isDone()) {
      return new Breaking(true, record, records.clear());
    }
    if (broken.node() == Code.NO_NODE || broken.record() == Code.NODE_EXISTS) {
      return new Breaking(false, record, null);
    }
    if (broken.node() != Code.OK) {
      String key = contender.path().substring(0, contender.path().lastIndexOf('/'));
      throw connection.refused(broken.node(), "DELETE", key);
    }
    throw connection.refused(broken.record(), "CREATE", directory);
  }

  private Broken tryBreak(OperatorSession session, String node, String record, BreakRecord word) {
    CompletableFuture<Broken> answer = new CompletableFuture<>();
    session.breakContender(
        node,
        record,
        word.encode(),
        (code, broken) -> answer.complete(broken == null ? new Broken(code, code) : broken));
    return connection.await(answer);
  }

  /**
   * What was broken, the newest first; the records of long ago are removed.
   *
   * @return the records
   * @throws LockUnavailableException if the servers do not answer in time
   * @throws MissingRightException if they may not be read
   */
  public List<BreakRecord> broken() {
    Session session = connection.session();
    connection.await(new Requests(connection, session).sync(keys.breaks()));
    return new BreakRecords(connection, session, keys.breaks()).all();
  }

  /** Ends the session. Blocks until that is done, for a limited time. */
  @Override
  public void close() {
    ensemble.close();
  }
}
