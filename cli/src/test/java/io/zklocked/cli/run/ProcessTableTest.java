package io.zklocked.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the kernel says of processes. */
class ProcessTableTest {

  @Test
  void nameMayHaveParenthesesAndSpaces() {
    ProcessTable.Row row = ProcessTable.parse(7, "7 (a) b (c) T 1 5 4 34816 5 4194560 1 2");
    assertThat(row.name()).isEqualTo("a) b (c");
    assertThat(row.isStopped()).isTrue();
    assertThat(row.group()).isEqualTo(5);
    assertThat(row.isInForeground()).isTrue();
    assertThat(ProcessTable.parse(7, "7 (x) S 1 5 4 0 -1 4194560 1 2").isInForeground()).isFalse();
  }

  @Test
  void thisProcessIsInItsGroupAndTheFirstProcessIsNot() {
    assumeTrue(ProcessTable.isThere(), "there is no /proc");
    ProcessTable table = new ProcessTable();
    long own = ProcessHandle.current().pid();
    ProcessTable.Row row = Objects.requireNonNull(table.find(own));
    assertThat(table.group(row.group()))
        .extracting(ProcessTable.Row::pid)
        .contains(own)
        .doesNotContain(1L);
    assertThat(table.find(Integer.MAX_VALUE)).isNull();
  }
}
