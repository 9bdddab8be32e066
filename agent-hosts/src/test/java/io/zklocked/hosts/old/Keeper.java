package io.zklocked.hosts.old;

import io.zklocked.hosts.app.Orders;
import io.zklocked.hosts.app.Proof;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a session of its own, by its own client, beside that of the agent. */
public final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  private Keeper() {}

  /**
   * Prints what is seen of both.
   *
   * @param arguments the servers
   * @throws Exception if anything fails
   */
  public static void main(String[] arguments) throws Exception {
    try (CuratorFramework own =
        CuratorFrameworkFactory.newClient(arguments[0], new RetryOneTime(100))) {
      own.start();
      own.create().withMode(CreateMode.EPHEMERAL).forPath("/own");
      LOG.warn("my own log");
      LOG.debug("that is not on");
      Map<String, String> before = properties();
      System.out.println(new Orders().ship(1, () -> inside(own)));
      System.out.println(Proof.of(new Orders()::ship));
      System.out.println("own lock outside: " + lock(own));
      System.out.println("own node: " + (own.checkExists().forPath("/own") != null));
      System.out.println("changed properties: " + difference(before, properties()));
      System.out.println("loggers: " + LoggerFactory.getILoggerFactory().getClass().getName());
      System.out.println("own logging of the agent: " + loggersOf("io.zklocked.runtime"));
      System.out.println("threads: " + threads());
    }
  }

  private static String inside(CuratorFramework own) throws Exception {
    System.out.println("own lock inside: " + lock(own));
    System.out.println("own session: " + session(own) + " " + version());
    return "then " + System.in.read();
  }

  /** Whether the application's own lock on the path of ours is free. */
  private static boolean lock(CuratorFramework own) throws Exception {
    InterProcessMutex mutex = new InterProcessMutex(own, "/zklocked/orders%2F1");
    boolean acquired = mutex.acquire(100, TimeUnit.MILLISECONDS);
    if (acquired) {
      mutex.release();
    }
    return acquired;
  }

  private static String session(CuratorFramework own) throws Exception {
    return Long.toHexString(own.getZookeeperClient().getZooKeeper().getSessionId());
  }

  /** The versions of the libraries, by the jars that they come from. */
  private static String version() throws ReflectiveOperationException {
    StringBuilder names = new StringBuilder();
    for (String type :
        new String[] {
          "org.apache.zookeeper.ZooKeeper",
          "org.apache.curator.framework.CuratorFramework",
          "io.netty.channel.Channel",
          "org.slf4j.Logger"
        }) {
      String jar =
          Class.forName(type).getProtectionDomain().getCodeSource().getLocation().getPath();
      names.append(jar.substring(jar.lastIndexOf('/') + 1)).append(' ');
    }
    return names.toString().strip();
  }

  private static Map<String, String> properties() {
    Map<String, String> all = new TreeMap<>();
    System.getProperties().forEach((name, value) -> all.put(name.toString(), value.toString()));
    return all;
  }

  private static Set<String> difference(Map<String, String> before, Map<String, String> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> before.containsKey(name) && before.get(name).equals(after.get(name)));
    return names;
  }

  /** The loggers of Logback whose names begin so, which a mix-up would have made. */
  private static long loggersOf(String prefix) throws ReflectiveOperationException {
    Object context = LoggerFactory.getILoggerFactory();
    var list = (Iterable<?>) context.getClass().getMethod("getLoggerList").invoke(context);
    long count = 0;
    for (Object logger : list) {
      count += logger.toString().contains(prefix) ? 1 : 0;
    }
    return count;
  }

  /** The names of the threads of sessions, without their numbers. */
  private static Map<String, Integer> threads() {
    Map<String, Integer> names = new TreeMap<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().contains("SendThread")) {
        ClassLoader loader = thread.getClass().getClassLoader();
        names.merge(
            loader == Keeper.class.getClassLoader() ? "own" : loader.getName(), 1, Integer::sum);
      }
    }
    return names;
  }
}
