package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DelayedBytesTest {

  private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final DelayedBytes bytes = new DelayedBytes(DELAY_NANOS);

  @Test
  void chunksArriveInOrderAndNotBeforeTheirTime() throws InterruptedException {
    long sent = System.nanoTime();
    bytes.put(new byte[] {1});
    bytes.put(new byte[] {2, 3});
    bytes.end();

    assertThat(bytes.take()).containsExactly(1);
    assertThat(System.nanoTime() - sent).isGreaterThanOrEqualTo(DELAY_NANOS);
    assertThat(bytes.take()).containsExactly(2, 3);
    assertThat(bytes.take()).isEmpty();
  }

  @Test
  void chunksThatWereSentTogetherArriveTogether() throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      bytes.put(new byte[] {(byte) i});
    }
    bytes.take();
    long first = System.nanoTime();
    for (int i = 1; i < 1_000; i++) {
      bytes.take();
    }

    assertThat(System.nanoTime() - first)
        .as("far less than a delay for each")
        .isLessThan(500 * DELAY_NANOS);
  }
}
