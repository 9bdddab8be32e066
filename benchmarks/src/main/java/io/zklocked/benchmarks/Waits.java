package io.zklocked.benchmarks;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What a load measured.
 *
 * @param calls how many locks were acquired within the time
 * @param nanos the time
 * @param waits how long each call waited that began within the time, to its end, in nanoseconds
 */
record Waits(long calls, long nanos, Histogram waits) {

  /** The longest wait that is told from longer ones. */
  private static final long LONGEST_NANOS = 3_600_000_000_000L;

  /** For the waits of one of many threads: exact to 1 %. */
  static Histogram histogram() {
    return new Histogram(LONGEST_NANOS, 2);
  }

  /** For what is compared closely: exact to 0.1 %. */
  static Histogram fineHistogram() {
    return new Histogram(LONGEST_NANOS, 3);
  }

  /** Notes a wait. */
  static void note(Histogram waits, long nanos) {
    waits.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
  }

  double callsPerSecond() {
    return calls * 1e9 / nanos;
  }

  /** Both, measured side by side for the same time. */
  Waits with(Waits other) {
    Histogram all = waits.copy();
    all.add(other.waits);
    return new Waits(calls + other.calls, nanos, all);
  }

  /** One line, for another process. */
  String encode() {
    ByteBuffer bytes = ByteBuffer.allocate(waits.getNeededByteBufferCapacity());
    int length = waits.encodeIntoCompressedByteBuffer(bytes);
    return calls
        + " "
        + nanos
        + " "
        + Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
  }

  /**
   * What another process has encoded.
   *
   * @throws BenchmarkException if it is something else
   */
  static Waits decode(String line) {
    String[] parts = line.split(" ", 3);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(parts[2]));
      return new Waits(
          Long.parseLong(parts[0]),
          Long.parseLong(parts[1]),
          Histogram.decodeFromCompressedByteBuffer(bytes, LONGEST_NANOS));
    } catch (DataFormatException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BenchmarkException("a worker did not give its figures but: " + line, e);
    }
  }
}
