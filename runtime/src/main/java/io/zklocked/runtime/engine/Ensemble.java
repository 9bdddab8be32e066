package io.zklocked.runtime.engine;

/**
 * The servers that keep the locks: the seam between the engine and what is underneath. An
 * implementation does as it is told and decides nothing. Thread-safe; no method blocks but {@link
 * #close}.
 */
public interface Ensemble extends AutoCloseable {

  /**
   * Connects, and keeps a session from then on: when one has ended, the next is opened. Called
   * once, before anything else.
   *
   * @param events told what happens to the sessions
   */
  void start(Events events);

  /**
   * Where the ensemble is, for messages; without secrets.
   *
   * @return such as {@code zk1:2181,zk2:2181}
   */
  String description();

  /** Closes the session, so that nobody has to wait for its timeout. Blocks for a short time. */
  @Override
  void close();

  /**
   * What the ensemble tells the engine. Events of one session come one at a time, in the order in
   * which they happened, and in one order with the replies of that session.
   */
  interface Events {

    /**
     * A session is there and connected: a new one, or one that was disconnected.
     *
     * @param session the session; the same object as long as it is the same session on the same
     *     handle
     */
    void connected(Session session);

    /**
     * The session's connection is gone; the session may live.
     *
     * @param session the session
     */
    void disconnected(Session session);

    /**
     * The session has ended, or its handle is about to be closed: its nodes are gone or will be.
     * Final.
     *
     * @param session the session
     */
    void ended(Session session);

    /**
     * A node that was read with a watch has changed or gone. Spurious and repeated calls are
     * harmless.
     *
     * @param session the session of the watch
     * @param path the node
     */
    void changed(Session session, String path);

    /**
     * The ensemble cannot be used as it is, for instance because the rights do not suffice to
     * connect.
     *
     * @param reason what happened and what to do
     */
    void failed(String reason);
  }
}
