package io.zklocked.runtime.engine;

/**
 * The servers that keep the locks: the seam between the engine and what is underneath. An
 * implementation does as it is told and decides nothing. Thread-safe; no method blocks but {@link
 * #close}.
 */
public interface Ensemble extends AutoCloseable {

  /**
   * Connects, and keeps a session from then on: when one has ended, the next is opened, whether or
   * not anybody asks. Called once, before anything else; returns before there is a session.
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

  /**
   * Closes the session, so that nobody has to wait for its timeout, after {@link Events#ended} was
   * called. Blocks until that is done, for a limited time also where no server answers. Requests
   * that are made later are answered as on any session that has ended. Only the first call has an
   * effect.
   */
  @Override
  void close();

  /**
   * What the ensemble tells the engine. Events and replies come one at a time, in the order in
   * which they happened, on threads of the ensemble; a call must not block. For one session that
   * is: connected and disconnected in turn, then ended once, and after that only the answers {@link
   * Session.Code#SESSION_ENDED} to what was still open or is asked later.
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
     * Final. Where the handle is closed although the session lives, this has returned before.
     *
     * @param session the session
     */
    void ended(Session session);

    /**
     * A node that was read with a watch has changed or gone, or a directory that was listed with
     * one has other children: once, however often it was asked for before. What changed during a
     * disconnection comes after the {@link #connected} that ends it. Spurious calls are harmless.
     *
     * @param session the session of the watch
     * @param path the node, or the directory
     */
    void changed(Session session, String path);

    /**
     * The ensemble cannot be used as it is, for instance because no server's name is known or the
     * credentials are refused. The ensemble goes on trying: a session may still come.
     *
     * @param reason what happened and what to do
     */
    void failed(String reason);
  }
}
