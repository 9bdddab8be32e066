package io.zklocked.benchmarks;

import java.lang.management.ManagementFactory;

/** The heap of this JVM. */
final class Heap {

  private static final double MEBI = 1024.0 * 1024.0;

  private Heap() {}

  /** What is in use after a collection, in MiB. Blocks for the collection. */
  static double usedMebibytes() {
    System.gc(); // the second one finds what references and finalizers had kept
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBI;
  }
}
