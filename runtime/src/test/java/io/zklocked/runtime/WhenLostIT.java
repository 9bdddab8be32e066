package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockLostException;
import io.zklocked.LockLostException.Reason;
import io.zklocked.runtime.curator.OneServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holders that are told of a loss, and sessions that are opened before any lock, on a server. */
@Timeout(60)
class WhenLostIT {

  @TempDir private Path directory;
  private OneServer server;
  private CuratorFramework peer;
  private ZkLocks locks;

  @BeforeEach
  void start() throws Exception {
    server = new OneServer(directory);
    peer = CuratorFrameworkFactory.newClient(server.address(), new RetryOneTime(100));
    peer.start();
    locks =
        ZkLocks.start(
            ZkLocksConfig.connect(server.address())
                .withSessionTimeout(Duration.ofSeconds(6))
                .withShutdownGrace(Duration.ZERO));
  }

  @AfterEach
  void stop() {
    locks.close();
    peer.close();
    server.close();
  }

  @Test
  void holderIsToldThatItsSessionHasEnded() throws Exception {
    Hold hold = locks.acquire("a");
    CompletableFuture<LockLostException> loss = hold.whenLost().toCompletableFuture();
    server.closeSession(owner("/zklocked/a"));
    assertThat(told(loss).reason()).isEqualTo(Reason.SESSION_EXPIRED);
    assertThatThrownBy(hold::close).isInstanceOf(LockLostException.class);
  }

  @Test
  void holdOfNoThreadIsToldThatItsNodeIsGone() throws Exception {
    Hold hold = locks.acquireAsync("b").toCompletableFuture().get(20, TimeUnit.SECONDS);
    CompletableFuture<LockLostException> loss = hold.whenLost().toCompletableFuture();
    peer.delete().forPath(node("/zklocked/b"));
    assertThat(told(loss))
        .satisfies(lost -> assertThat(lost.reason()).isEqualTo(Reason.NODE_DELETED))
        .hasMessageContaining("'b'");
    assertThatThrownBy(hold::close).isInstanceOf(LockLostException.class);
  }

  @Test
  void whoeverAsksAfterTheLossIsToldAsWellAndEveryoneWhoAskedBefore() throws Exception {
    Hold outer = locks.acquire("c");
    Hold inner = locks.acquire("c");
    var first = outer.whenLost().toCompletableFuture();
    var second = inner.whenLost().toCompletableFuture();
    peer.delete().forPath(node("/zklocked/c"));
    assertThat(told(first).reason()).isEqualTo(Reason.NODE_DELETED);
    assertThat(told(second).reason()).isEqualTo(Reason.NODE_DELETED);
    assertThat(told(outer.whenLost().toCompletableFuture()).reason())
        .isEqualTo(Reason.NODE_DELETED);
    assertThatThrownBy(inner::close).isInstanceOf(LockLostException.class);
    assertThatThrownBy(outer::close).isInstanceOf(LockLostException.class);
  }

  @Test
  void nobodyIsToldOfALockThatWasReleased() throws Exception {
    Hold hold = locks.acquire("d");
    CompletableFuture<LockLostException> loss = hold.whenLost().toCompletableFuture();
    long session = owner("/zklocked/d");
    hold.close();
    Hold next = locks.acquire("e");
    CompletableFuture<LockLostException> nextLoss = next.whenLost().toCompletableFuture();
    server.closeSession(session);
    told(nextLoss);
    assertThat(loss).isNotDone();
    assertThatThrownBy(next::close).isInstanceOf(LockLostException.class);
  }

  @Test
  void sessionThatIsOpenedFirstIsTheOneThatOwnsTheLocks() throws Exception {
    String session = locks.connect(Duration.ofSeconds(20));
    try (Hold hold = locks.acquire("f")) {
      assertThat(session).isEqualTo("0x" + Long.toHexString(owner(hold.path())));
      assertThat(locks.connect(Duration.ofSeconds(20))).isEqualTo(session);
    }
  }

  @Test
  void nextSessionHasAnotherId() throws Exception {
    String first = locks.connect(Duration.ofSeconds(20));
    Hold hold = locks.acquire("g");
    server.closeSession(owner("/zklocked/g"));
    told(hold.whenLost().toCompletableFuture());
    assertThat(locks.connect(Duration.ofSeconds(20))).isNotEqualTo(first);
    assertThatThrownBy(hold::close).isInstanceOf(LockLostException.class);
  }

  private String node(String directory) throws Exception {
    return directory + "/" + peer.getChildren().forPath(directory).get(0);
  }

  private long owner(String directory) throws Exception {
    return peer.checkExists().forPath(node(directory)).getEphemeralOwner();
  }

  private static LockLostException told(CompletableFuture<LockLostException> loss)
      throws Exception {
    return loss.get(20, TimeUnit.SECONDS);
  }
}
