package io.zklocked.runtime.curator;

import java.net.InetSocketAddress;
import java.util.List;
import org.apache.zookeeper.client.ConnectStringParser;
import org.jspecify.annotations.Nullable;

/**
 * Where the servers are, in ZooKeeper's notation. Immutable. Names are not looked up here.
 *
 * @param text {@code host:port,host:port/chroot}; the configuration has checked it
 */
public record Servers(String text) {

  /**
   * Makes sure that ZooKeeper can read it.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public Servers {
    if (new ConnectStringParser(text).getServerAddresses().isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' names no server");
    }
  }

  /** The hosts, as names or numbers. */
  List<String> hosts() {
    return new ConnectStringParser(text)
        .getServerAddresses().stream().map(address -> address.getHostString()).toList();
  }

  /** Where they listen, names as they were given. */
  List<InetSocketAddress> sockets() {
    return new ConnectStringParser(text).getServerAddresses();
  }

  /** The node that all paths are below, or null if there is none. */
  @Nullable String chroot() {
    return new ConnectStringParser(text).getChrootPath();
  }
}
