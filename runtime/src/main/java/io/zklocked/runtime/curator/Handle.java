package io.zklocked.runtime.curator;

import java.io.IOException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.HostProvider;

/**
 * ZooKeeper's client handle, which does not close before the engine has been told that its session
 * is over: Curator closes handles for reasons of its own, also with a session that lives.
 */
@SuppressWarnings("try") // ZooKeeper's own signature
final class Handle extends ZooKeeper {

  private final HandleWatcher watcher;

  Handle(
      String connect,
      int sessionTimeoutMillis,
      HandleWatcher watcher,
      HostProvider hosts,
      Identity identity)
      throws IOException {
    super(connect, sessionTimeoutMillis, watcher, false, hosts, identity.settings());
    this.watcher = watcher;
    // Before anybody can send a request: the events wait until it is attached.
    identity.introduce(this);
    watcher.attach(this);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the engine is told without a lock
  public void close() throws InterruptedException {
    watcher.closing();
    super.close();
  }

  /** Whether it has a session, or may get one. */
  boolean isUsable() {
    return getState().isAlive() && !watcher.isOver();
  }

  /**
   * Ends this handle without the servers, which will notice by the session timeout. Blocks until
   * its sending thread has ended, usually a second at most.
   */
  void cutOff() {
    watcher.closing();
    cnxn.disconnect();
  }
}
