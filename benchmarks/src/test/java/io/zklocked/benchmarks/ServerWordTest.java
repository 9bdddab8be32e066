package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class ServerWordTest {

  @Test
  void figuresAreTheLinesWithNumbers() {
    String answer =
        """
        zk_version\t3.9.5, built on 2026
        zk_znode_count\t1042
        zk_sum_node_deleted_watch_count\t1.0E7
        zk_server_state\tstandalone
        """;

    assertThat(ServerWord.figures(answer))
        .containsOnly(
            entry("zk_znode_count", 1042.0), entry("zk_sum_node_deleted_watch_count", 1e7));
  }
}
