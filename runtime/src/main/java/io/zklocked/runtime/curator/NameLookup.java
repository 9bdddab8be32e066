package io.zklocked.runtime.curator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.zookeeper.client.StaticHostProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the servers' names at each attempt to connect, and reports, once, that none of them is
 * known; it goes on trying, since a name service may know them later. Thread-safe; a lookup blocks.
 */
final class NameLookup implements StaticHostProvider.Resolver {

  private static final Logger LOG = LoggerFactory.getLogger(NameLookup.class);

  private final Collection<String> hosts;
  private final Consumer<Collection<String>> allUnknown;

  @GuardedBy("unknown")
  private final Set<String> unknown = new TreeSet<>();

  NameLookup(Collection<String> hosts, Consumer<Collection<String>> allUnknown) {
    this.hosts = Set.copyOf(hosts);
    this.allUnknown = allUnknown;
  }

  /** Gives nothing for an unknown name: ZooKeeper then fails this attempt, and makes the next. */
  @Override
  public InetAddress[] getAllByName(String host) {
    try {
      InetAddress[] found = InetAddress.getAllByName(host);
      synchronized (unknown) {
        unknown.clear();
      }
      return found;
    } catch (UnknownHostException e) {
      missed(host);
      return new InetAddress[0];
    }
  }

  private void missed(String host) {
    boolean lastOne;
    synchronized (unknown) {
      lastOne = unknown.add(host) && unknown.containsAll(hosts);
    }
    LOG.debug("No address is known for the ZooKeeper server {}", host);
    if (lastOne) {
      allUnknown.accept(hosts);
    }
  }
}
