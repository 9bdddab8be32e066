package io.zklocked.faults;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryOneTime;

/**
 * A process without the agent, which visits by Curator's own mutex: {@code <name> <port of the
 * register> <log>}. It believes in a lock as careful users do: until it hears SUSPENDED or LOST.
 */
final class CuratorProgram {

  /** A system property: the servers. */
  static final String CONNECT = "faults.connect";

  private static final int RETRY_MILLIS = 100;

  private final CuratorFramework client;
  private final AtomicInteger losses = new AtomicInteger();
  private final Map<String, Mutex> mutexes = new ConcurrentHashMap<>();

  private CuratorProgram() {
    client =
        CuratorFrameworkFactory.newClient(
            System.getProperty(CONNECT),
            (int) Field.SESSION.toMillis(),
            (int) Field.SESSION.toMillis(),
            new RetryOneTime(RETRY_MILLIS));
    client
        .getConnectionStateListenable()
        .addListener(
            (curator, state) -> {
              if (state == ConnectionState.SUSPENDED || state == ConnectionState.LOST) {
                losses.incrementAndGet();
              }
            });
    client.start();
  }

  /** Runs until its input ends. */
  public static void main(String[] args) throws IOException {
    CuratorProgram program = new CuratorProgram();
    WorkerProgram.serve(args, program::enter);
  }

  private void enter(String key, Entrance.Patience patience, Entrance.Body body) throws Exception {
    Mutex mutex = mutexes.computeIfAbsent(key, one -> new Mutex(client, Section.directory(one)));
    mutex.acquire();
    try {
      int before = losses.get();
      long czxid = client.checkExists().forPath(mutex.node()).getCzxid();
      body.run(new Belief(czxid, 0, () -> losses.get() == before));
    } finally {
      mutex.release();
    }
  }

  /** Tells its node, whose transaction is the token. */
  private static final class Mutex extends InterProcessMutex {

    Mutex(CuratorFramework client, String path) {
      super(client, path);
    }

    String node() {
      return getLockPath();
    }
  }
}
