package io.zklocked.runtime.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session of ZooKeeper on one client handle. Requests are sent in the order of the calls, and
 * are answered in that order; each is answered exactly once, on a thread of the ensemble, never by
 * the call itself. Thread-safe; no method blocks, and none throws for what a server or a path is
 * like.
 *
 * <p>While the connection is gone, requests are answered with {@link Code#DOUBTFUL} or wait for the
 * next connection. When the session ends, {@link Ensemble.Events#ended} comes first; then what is
 * still open is answered with {@link Code#SESSION_ENDED}, and so is what is asked later.
 */
public interface Session {

  /** The timeout of a session that nobody but its own process can end: a hundred years. */
  long ENDLESS_NANOS = 36_500L * 24 * 3_600 * 1_000_000_000L;

  /**
   * The session's id, for messages and logs.
   *
   * @return such as {@code 0x1000a2b3c4d0000}
   */
  String id();

  /**
   * The timeout that the servers granted; another server may grant another one when it takes the
   * connection over.
   *
   * @return nanoseconds; {@link #ENDLESS_NANOS} if only this process can end it
   */
  long timeoutNanos();

  /**
   * How long ago the servers may have opened the session, at most: the time since before its handle
   * was built, by the clock that says more.
   *
   * @return nanoseconds
   */
  long ageNanos();

  /**
   * Creates an ephemeral node whose name ends in the parent's next number.
   *
   * @param prefix the path without the number
   * @param data what it holds
   * @param reply {@code NO_NODE} if the parent is missing
   */
  void createContender(String prefix, byte[] data, Reply<Created> reply);

  /**
   * Creates an ephemeral node under a name that is given in full.
   *
   * @param path its path
   * @param data what it holds
   * @param reply {@code NODE_EXISTS} if the name is taken, {@code NO_NODE} if the parent is missing
   */
  void createNamed(String path, byte[] data, Reply<Created> reply);

  /**
   * Creates several nodes as {@link #createContender} does, all or none, in one transaction.
   *
   * @param nodes prefixes and data; not empty
   * @param reply what was created, in the order of the nodes; {@code NO_NODE} if a parent is
   *     missing
   */
  void createContenders(List<NewContender> nodes, Reply<List<Created>> reply);

  /**
   * Creates a directory as a container, with nothing in it.
   *
   * @param path its path
   * @param reply {@code NODE_EXISTS} if it is there, {@code NO_NODE} if its parent is missing: for
   *     a path of one element that is the chroot of the ensemble's address
   */
  void createDirectory(String path, Reply<Void> reply);

  /**
   * Lists the names of a directory's children, as this session's server knows them.
   *
   * @param directory the path
   * @param watch whether {@link Ensemble.Events#changed} is to be told, with the path of the
   *     directory, of the next child that comes or goes
   * @param reply names without order
   */
  void list(String directory, boolean watch, Reply<List<String>> reply);

  /**
   * Reads a node.
   *
   * @param path the node
   * @param watch whether {@link Ensemble.Events#changed} is to be told of its next change; nothing
   *     is watched when the reply is {@code NO_NODE}
   * @param reply its data and transaction
   */
  void read(String path, boolean watch, Reply<Node> reply);

  /**
   * Deletes a node without children.
   *
   * @param path the node
   * @param reply {@code NO_NODE} if it is gone already
   */
  void delete(String path, Reply<Void> reply);

  /**
   * Deletes a directory that has no children, holds no data, and was never written to since it was
   * made. These are two requests, one after the other: what is asked after it may be answered, and
   * done, before the second.
   *
   * @param path the directory
   * @param reply {@code NOT_EMPTY}, {@code BAD_VERSION} or {@code NO_NODE} where it stays or is
   *     gone
   */
  void deleteUntouched(String path, Reply<Void> reply);

  /**
   * Lets this session's server catch up with the leader, so that what is read after it is at least
   * as new as this call.
   *
   * @param path any path
   * @param reply when it has caught up
   */
  void sync(String path, Reply<Void> reply);

  /**
   * Shows that the session lives: a request that its leader has to see before it is answered.
   *
   * @param write whether it is a transaction that changes nothing, which only a leader that still
   *     has its quorum can answer; otherwise a sync, which a deposed one may answer too
   * @param reply {@code OK} only once it is done; a transaction that the leader has committed as
   *     failed counts as done
   */
  void beat(boolean write, Reply<Void> reply);

  /**
   * How a request was answered.
   *
   * @param <T> what is given if all went well
   */
  @FunctionalInterface
  interface Reply<T> {

    /**
     * Takes the answer, on a thread of the ensemble; must not block.
     *
     * @param code what happened
     * @param value what was asked for; null unless the code is {@link Code#OK}, and for void
     */
    void answer(Code code, @Nullable T value);
  }

  /**
   * A node to create.
   *
   * @param prefix its path without the number
   * @param data what it holds
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record NewContender(String prefix, byte[] data) {}

  /**
   * A node that was created.
   *
   * @param path its full path, with the number
   * @param czxid the transaction that created it
   */
  record Created(String path, long czxid) {}

  /**
   * A node that was read.
   *
   * @param data what it holds
   * @param czxid the transaction that created it
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Node(byte[] data, long czxid) {}

  /** What happened to a request. */
  enum Code {
    /** It was done. */
    OK,
    /** The node, or the parent of the node to create, is not there. */
    NO_NODE,
    /** The node is there already. */
    NODE_EXISTS,
    /** The directory has children. */
    NOT_EMPTY,
    /** The directory was written to. */
    BAD_VERSION,
    /** Nobody knows whether it was done: the connection was lost, or the time ran out. */
    DOUBTFUL,
    /** The session has ended; what it had created is gone or will be. */
    SESSION_ENDED,
    /** The rights do not suffice. */
    NO_RIGHTS,
    /** The servers refuse it for another reason. */
    REFUSED
  }
}
