package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServersTest {

  @Test
  void hostsAreKnownWithoutPortsAndTheChrootWithoutHosts() {
    Servers servers = new Servers("zk1:2181,[::1]:2182/app/locks");
    assertThat(servers.hosts()).containsExactly("zk1", "::1");
    assertThat(servers.chroot()).isEqualTo("/app/locks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "/app", "zk1:port", "zk1:65536", "zk1:2181//app"})
  void whatZooKeeperCannotReadIsRefused(String text) {
    assertThatThrownBy(() -> new Servers(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
