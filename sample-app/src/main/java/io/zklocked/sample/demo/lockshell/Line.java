package io.zklocked.sample.demo.lockshell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;

/** The line for one lock, as each of several servers shows it. Confined to one thread. */
final class Line implements AutoCloseable {

  private static final int SESSION_MILLIS = 30_000;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int NUMBER = 10;
  private static final Pattern SHELL = Pattern.compile("shell (0x[0-9a-f]+)");

  private final String path;
  private final Map<String, CuratorFramework> clients = new TreeMap<>();

  Line(String path, List<String> addresses, String chroot) {
    this.path = path;
    for (String address : addresses) {
      CuratorFramework client =
          CuratorFrameworkFactory.newClient(
              address + chroot, SESSION_MILLIS, CONNECT_MILLIS, new RetryOneTime(200));
      client.start();
      clients.put(address, client);
    }
  }

  /** The id of the client whose contender is the first, as every server shows it. */
  List<Optional<String>> owners() throws Exception {
    List<Optional<String>> owners = new ArrayList<>();
    for (CuratorFramework client : clients.values()) {
      client.sync().forPath("/");
      owners.add(owner(client));
    }
    return owners;
  }

  private Optional<String> owner(CuratorFramework client) throws Exception {
    try {
      Optional<String> first =
          client.getChildren().forPath(path).stream()
              .min(Comparator.comparing(name -> name.substring(name.length() - NUMBER)));
      if (first.isEmpty()) {
        return Optional.empty();
      }
      String record =
          new String(client.getData().forPath(path + "/" + first.get()), StandardCharsets.UTF_8);
      Matcher id = SHELL.matcher(record);
      return Optional.of(id.find() ? id.group(1) : record);
    } catch (KeeperException.NoNodeException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    clients.values().forEach(CuratorFramework::close);
  }
}
