package io.zklocked.sample.demo.stage;

import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;

/** Asks ensembles whether they are there. */
public final class Ensembles {

  private static final int SESSION_MILLIS = 15_000;
  private static final int CONNECT_MILLIS = 5_000;

  private Ensembles() {}

  /**
   * Waits until an ensemble answers.
   *
   * @param connect its addresses
   * @param patience how long to wait
   * @throws DemoException if it does not
   */
  public static void awaitReady(String connect, Duration patience) throws InterruptedException {
    try (CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            connect, SESSION_MILLIS, CONNECT_MILLIS, new RetryOneTime(200))) {
      client.start();
      if (!client.blockUntilConnected(
          Math.toIntExact(patience.toMillis()), java.util.concurrent.TimeUnit.MILLISECONDS)) {
        throw new DemoException(
            "No ZooKeeper ensemble answered at %s within %d s."
                .formatted(connect, patience.toSeconds()));
      }
    }
  }
}
