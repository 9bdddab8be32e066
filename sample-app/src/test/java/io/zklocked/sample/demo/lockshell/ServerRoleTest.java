package io.zklocked.sample.demo.lockshell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerRoleTest {

  @Test
  void modeIsReadFromWhatAServerSays() {
    assertThat(ServerRole.mode("Zookeeper version: 3.9.5\nMode: follower\nNode count: 5\n"))
        .isEqualTo("follower");
    assertThat(ServerRole.mode("srvr is not executed because it is not in the whitelist."))
        .isEqualTo("unknown");
  }

  @Test
  void tokenIsReadFromAnAnswer() {
    assertThat(ShellClient.token("Lock 'printer' is this shell's, token 4294967311."))
        .isEqualTo(4294967311L);
    assertThat(ShellClient.token("Refused: lock 'printer' is held by host vm, pid 7."))
        .isEqualTo(-1);
  }
}
