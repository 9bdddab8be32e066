package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void namesStandLeftAndFiguresRight() {
    Table table = new Table(List.of("", "calls/s", "p99"));
    table.add(List.of("zklocked", "100,000", "1"));
    table.add(List.of("other", "20", "3,000"));

    assertThat(table.lines())
        .containsExactly(
            "            calls/s    p99",
            "  ------------------------",
            "  zklocked  100,000      1",
            "  other          20  3,000");
  }

  @Test
  void reasonStandsInsteadOfFiguresAndWidensNothing() {
    Table table = new Table(List.of("", "calls/s", "p99"));
    table.addReason("Redisson", "not measured: there is no redis-server on the PATH");

    assertThat(table.lines().get(2))
        .isEqualTo("  Redisson  not measured: there is no redis-server on the PATH");
    assertThat(table.lines().get(1)).isEqualTo("  ----------------------");
  }

  @Test
  void moreCellsThanHeadingsAreRefused() {
    Table table = new Table(List.of("", "calls/s"));

    assertThatThrownBy(() -> table.add(List.of("a", "b", "c")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
