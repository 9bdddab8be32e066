package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Test;

/** Prints what one pipelined create and listing costs beside Curator's mutex. Asserts no times. */
class RoundTripIT {

  private static final int WARM_UP = 200;
  private static final int ROUNDS = 500;

  @Test
  void aPipelinedCreateAndListingIsTimedAgainstAMutex() throws Exception {
    HeardEvents events = new HeardEvents();
    try (TestingServer server = new TestingServer();
        CuratorFramework curator =
            CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(100));
        CuratorEnsemble ensemble =
            new CuratorEnsemble(
                new Servers(server.getConnectString()),
                Duration.ofSeconds(16),
                Duration.ofSeconds(5))) {
      curator.start();
      ensemble.start(events);
      Session session = events.nextConnected();
      InterProcessMutex mutex = new InterProcessMutex(curator, "/mutex");
      Answer<Void> made = new Answer<>();
      session.createDirectory("/pipelined", made);
      assertThat(made.code()).isEqualTo(Code.OK);

      long[] ours = new long[ROUNDS];
      long[] theirs = new long[ROUNDS];
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        long our = pipelined(session);
        long their = acquire(mutex);
        if (i >= 0) {
          ours[i] = our;
          theirs[i] = their;
        }
      }
      System.out.printf(
          "Acquire, medians of %d: pipelined %d us, InterProcessMutex %d us%n",
          ROUNDS, medianMicros(ours), medianMicros(theirs));
    }
  }

  private static long pipelined(Session session) throws Exception {
    long start = System.nanoTime();
    Answer<Created> created = new Answer<>();
    Answer<List<String>> listed = new Answer<>();
    session.createContender("/pipelined/_c_x-lock-", new byte[100], created);
    session.list("/pipelined", false, listed);
    String path = created.value().path();
    assertThat(listed.value()).contains(path.substring(path.lastIndexOf('/') + 1));
    long nanos = System.nanoTime() - start;
    Answer<Void> deleted = new Answer<>();
    session.delete(path, deleted);
    assertThat(deleted.code()).isEqualTo(Code.OK);
    return nanos;
  }

  private static long acquire(InterProcessMutex mutex) throws Exception {
    long start = System.nanoTime();
    mutex.acquire();
    long nanos = System.nanoTime() - start;
    mutex.release();
    return nanos;
  }

  private static long medianMicros(long[] nanos) {
    return Arrays.stream(nanos).sorted().skip(nanos.length / 2).findFirst().orElseThrow() / 1_000;
  }
}
