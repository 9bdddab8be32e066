package io.zklocked.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockState;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SecuredIT {

  @TempDir private static Path directory;
  private static TestingServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new TestingServer();
    Files.writeString(directory.resolve("app"), "digest=billing:word\n");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static ZkLocksConfig config(String root, String acl) {
    return ZkLocksConfig.connect(server.getConnectString())
        .withRoot(root)
        .with("auth-file", directory.resolve("app").toString())
        .with("acl", acl);
  }

  private static Outcome call(String root, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--root=" + root;
    return Outcome.at(server.getConnectString(), all);
  }

  @Test
  void whatMayNotBeReadIsSaid() {
    try (ZkLocks locks = ZkLocks.start(config("/closed", "creator"));
        Hold hold = locks.acquire("a")) {
      assertThat(call("/closed", "check", "a"))
          .isEqualTo(
              new Outcome(
                  77,
                  "",
                  "zklocked: The servers refuse this: READ of /closed/a is not given to this"
                      + " client. Have it given (acl), or say who this client is (auth-file,"
                      + " tls.keystore).\n"));
      assertThat(call("/closed", "ls", "--json").out())
          .startsWith(
              "{\"error\":\"right\",\"message\":\"The servers refuse this: READ of /closed ")
          .endsWith("\"exitCode\":77}\n");
      assertThat(call("/closed", "check", "a", "--auth-file=" + directory.resolve("app")).out())
          .contains("token " + hold.fencingToken());
    }
  }

  @Test
  void breakSaysWhichRightIsLackingAndBreaksNothing() {
    try (ZkLocks locks = ZkLocks.start(config("/shown", "creator;world:anyone:r"));
        Hold hold = locks.acquire("a")) {
      assertThat(call("/shown", "break", "a", "--reason=x", "--yes").err())
          .startsWith("zklocked: The servers refuse this: DELETE of /shown/a is not given");
      assertThat(hold.state()).isEqualTo(LockState.VALID);
    }
    try (ZkLocks locks = ZkLocks.start(config("/halfway", "creator;world:anyone:rd"));
        Hold hold = locks.acquire("a")) {
      Outcome refused = call("/halfway", "break", "a", "--reason=x", "--yes", "--json");
      assertThat(refused.exitCode()).isEqualTo(77);
      assertThat(refused.out()).contains("CREATE of /halfway is not given");
      assertThat(call("/halfway", "check", "a").out()).contains("token " + hold.fencingToken());
      assertThat(hold.state()).isEqualTo(LockState.VALID);
    }
  }

  @Test
  void operatorWithTheApplicationsCredentialsBreaks() {
    try (ZkLocks locks = ZkLocks.start(config("/owned", "creator"))) {
      Hold hold = locks.acquire("a");
      String auth = "--auth-file=" + directory.resolve("app");
      assertThat(call("/owned", "break", "a", "--reason=x", "--yes", auth).exitCode()).isZero();
      assertThat(call("/owned", "breaks", auth).out()).contains("a, held by host ");
      while (hold.state() != LockState.LOST) {
        Thread.onSpinWait();
      }
    }
  }
}
