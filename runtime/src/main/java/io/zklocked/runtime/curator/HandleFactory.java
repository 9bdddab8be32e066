package io.zklocked.runtime.curator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * Makes the handles for Curator, which decides when. Thread-safe.
 *
 * <p>The handles are configured by object and complete: system properties that an application sets
 * for a ZooKeeper client of its own do not reach this one, and none is set here.
 */
final class HandleFactory implements ZookeeperFactory {

  private final SessionOrigin origin;
  private final Identity identity;
  private final NameLookup names;

  @GuardedBy("this")
  private @Nullable Handle newest;

  @GuardedBy("this")
  private boolean closed;

  HandleFactory(SessionOrigin origin, Identity identity) {
    this.origin = origin;
    this.identity = identity;
    this.names =
        new NameLookup(
            origin.address().hosts(),
            unknown ->
                origin.failed(
                    "No server of "
                        + origin.description()
                        + " can be found: no address is known for "
                        + String.join(", ", unknown)
                        + ". Check connect and the name service"));
  }

  @Override
  public ZooKeeper newZooKeeper(
      String connect, int sessionTimeoutMillis, Watcher curator, boolean canBeReadOnly)
      throws Exception {
    return newZooKeeper(connect, sessionTimeoutMillis, curator, canBeReadOnly, null);
  }

  @Override
  public ZooKeeper newZooKeeper(
      String connect,
      int sessionTimeoutMillis,
      Watcher curator,
      boolean canBeReadOnly,
      @Nullable ZKClientConfig ignored)
      throws Exception {
    var hosts =
        new StaticHostProvider(new ConnectStringParser(connect).getServerAddresses(), names);
    var watcher = new HandleWatcher(origin, curator, identity.isSasl());
    synchronized (this) {
      if (closed && newest != null) {
        return newest; // to Curator's close, which asks for a handle to close it
      }
      if (closed) {
        throw new IOException("The client of " + origin.description() + " is closed");
      }
      newest = new Handle(connect, sessionTimeoutMillis, watcher, hosts, identity);
      return newest;
    }
  }

  /**
   * Makes no handle from now on. Curator takes a handle that is cut off for one that has expired,
   * and would replace it while it is itself being closed; nobody would close that one.
   */
  synchronized void close() {
    closed = true;
  }

  /** The handle that was made last, or null if there was none yet. */
  synchronized @Nullable Handle newest() {
    return newest;
  }
}
