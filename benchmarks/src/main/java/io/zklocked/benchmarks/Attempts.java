package io.zklocked.benchmarks;

/** Measures again what has failed: a lock may be lost on a machine that stalls. */
final class Attempts {

  private static final int MOST = 3;

  private Attempts() {}

  /**
   * Measures, and once more if that fails, a few times. Blocks for it.
   *
   * @param what in words
   * @param measurement notes its figures at its end, so that a failure leaves none
   * @param results where each failure is noted
   * @throws BenchmarkException if each attempt has failed
   */
  static void measure(String what, Measurement measurement, Results results)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        measurement.run();
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) { // whatever a library throws
        results.failed(what + ": " + e);
        if (attempt == MOST) {
          throw new BenchmarkException(what + " has failed " + MOST + " times", e);
        }
      }
    }
  }

  /** One attempt. */
  @FunctionalInterface
  interface Measurement {
    void run() throws Exception;
  }
}
