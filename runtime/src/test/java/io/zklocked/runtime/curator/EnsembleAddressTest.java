package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zk1",
        "zk1:2181",
        "zk1:2181,zk2.example.org:2182, zk_3:2183",
        "127.0.0.1:2181/app/locks",
        "[::1]:2181,[fe80::1]:2182/app",
        " zk1:2181/ "
      })
  void anAddressIsKeptAsWrittenButForBlanks(String text) {
    assertThat(new EnsembleAddress(text).text()).isEqualTo(text.trim());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        ",",
        "/app",
        ":2181",
        "zk1:port",
        "zk1:0",
        "zk1:65536",
        "zk1:-1",
        "zk1;zk2:2181",
        "zk 1:2181",
        "http://zk1:2181",
        "zk1:2181/app/",
        "zk1:2181//app",
        "zk1:2181/app/../other",
        "zk1:2181/app,zk2:2181/app/"
      })
  void whatCannotBeAnAddressIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> new EnsembleAddress(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text.trim() + "' is not the address of an ensemble")
        .hasMessageContaining("Write host:port");
  }

  @Test
  void theHostsAreKnownWithoutPorts() {
    assertThat(new EnsembleAddress("zk1:2181,zk2/app").hosts()).containsExactly("zk1", "zk2");
  }
}
