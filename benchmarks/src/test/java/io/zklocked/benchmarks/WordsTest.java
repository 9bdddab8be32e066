package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void aboutThreeDigitsAreWritten() {
    assertThat(Words.number(0.123)).isEqualTo("0.12");
    assertThat(Words.number(12.34)).isEqualTo("12.3");
    assertThat(Words.number(123.4)).isEqualTo("123");
    assertThat(Words.number(1_234_567)).isEqualTo("1,234,567");
  }

  @Test
  void constantIsWrittenAsOnTheCommandLine() {
    assertThat(Words.id(PeerKind.CURATOR_SHARED)).isEqualTo("curator-shared");
  }
}
