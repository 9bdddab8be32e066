package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {

  private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Peer peer = new LocalPeer(true);

  @Test
  void eachThreadHasALockOfItsOwnMaking() throws Exception {
    AtomicInteger made = new AtomicInteger();

    Waits waits =
        new Load(4, 0, SHORT_NANOS, 0)
            .run(
                () -> {
                  made.incrementAndGet();
                  return peer.mutex("key");
                });

    assertThat(made).hasValue(4);
    assertThat(waits.nanos()).isEqualTo(SHORT_NANOS);
    assertThat(waits.waits().getTotalCount()).isGreaterThanOrEqualTo(waits.calls());
  }

  @Test
  void nothingCountsBeforeTheTimeHasBegun() throws Exception {
    AtomicInteger calls = new AtomicInteger();

    Waits waits = new Load(1, SHORT_NANOS, 0, 0).run(() -> new Counted(calls));

    assertThat(calls).hasPositiveValue();
    assertThat(waits.calls()).isZero();
    assertThat(waits.waits().getTotalCount()).isZero();
  }

  @Test
  void failureOfACallEndsTheLoad() {
    assertThatThrownBy(() -> new Load(2, 0, SHORT_NANOS, 0).run(Broken::new))
        .isInstanceOf(BenchmarkException.class)
        .hasMessage("a locked call failed: java.io.IOException: cut");
  }

  @Test
  void oneThreadMeasuresTheWholeCallAndItsAcquisition() throws Exception {
    OneThread one = OneThread.measure(peer.mutex("key"), 0, SHORT_NANOS, 0);

    assertThat(one.whole().getTotalCount()).isEqualTo(one.acquire().getTotalCount());
    assertThat(one.whole().getMaxValue()).isGreaterThanOrEqualTo(one.acquire().getMinValue());
  }

  @Test
  void slowMachineIsGivenTheTimeForAFewCalls() throws Exception {
    assertThat(OneThread.measure(peer.mutex("key"), 0, 0, 0).whole().getTotalCount()).isEqualTo(20);
  }

  @Test
  void lockOfTheJdkAllocatesNothing() throws Exception {
    QuickCalls calls = QuickCalls.measure(peer.mutex("key"), SHORT_NANOS, SHORT_NANOS);

    assertThat(calls.bytes()).isZero();
    assertThat(calls.nanos()).isPositive();
  }

  @Test
  void callThatAllocatesIsSeen() throws Exception {
    QuickCalls calls = QuickCalls.measure(new Wasteful(), 0, SHORT_NANOS);

    assertThat(calls.bytes()).isBetween(1_000.0, 1_200.0);
  }

  @Test
  void orderIsReadAsItWasWritten() {
    Worker.Order order = new Worker.Order(PeerKind.SPRING, "key", new Load(8, 1_000, 2_000, 3_000));

    assertThat(Worker.Order.parse(order.text())).isEqualTo(order);
  }

  private record Counted(AtomicInteger calls) implements Mutex {
    @Override
    public void acquire() {
      calls.incrementAndGet();
    }

    @Override
    public void release() {}
  }

  private static final class Broken implements Mutex {
    @Override
    public void acquire() throws IOException {
      throw new IOException("cut");
    }

    @Override
    public void release() {}
  }

  private static final class Wasteful implements Mutex {
    private byte[] waste = {};

    @Override
    public void acquire() {
      waste = new byte[1_000 + waste.length % 2];
    }

    @Override
    public void release() {}
  }
}
