package io.zklocked.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that hangs up while the second of two holds is to be broken. */
@Timeout(60)
class BreakOfSeveralIT {

  private static final LockRequest PERMIT =
      LockRequest.DEFAULT.withMode(LockMode.SEMAPHORE).withPermits(2);

  @TempDir private static Path directory;

  @Test
  void whatWasBrokenIsToldAndWhatIsNotKnownToo() throws Exception {
    try (LoneServer server = new LoneServer(directory);
        ZkLocks locks = ZkLocks.start(ZkLocksConfig.connect(server.address()));
        ZkLocks others = ZkLocks.start(ZkLocksConfig.connect(server.address()))) {
      Hold first = locks.acquire("pool", PERMIT);
      Hold other = others.acquire("pool", PERMIT);
      // The first word finds no directory for it, and is left again when that is made.
      server.hangUpAfter(2);
      Outcome broken =
          Outcome.at(server.address(), "break", "pool", "--reason=x", "--yes", "--holder=all");
      assertThat(broken.exitCode()).isEqualTo(69);
      assertThat(broken.lines()).singleElement().asString().startsWith("broken pool: holds");
      assertThat(broken.err())
          .matches(
              "zklocked: _c_\\S+ may be broken, or not: no answer came\\. See zklocked check pool\\."
                  + " The ensemble is away: the connection to \\S+ is lost\\.\n");
      assertThat(first.whenLost().toCompletableFuture().get(20, TimeUnit.SECONDS).reason())
          .isEqualTo(LockLostException.Reason.BROKEN);
      assertThatThrownBy(first::close).isInstanceOf(LockLostException.class);
      assertThat(server.line("pool/leases")).hasSize(1);
      other.close();
    }
  }
}
