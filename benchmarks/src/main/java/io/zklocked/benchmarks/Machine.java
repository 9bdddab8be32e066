package io.zklocked.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.Version;

/** What a run is measured on, in words. */
final class Machine {

  private Machine() {}

  /** One line about what does not change. */
  static String description(Path writtenTo) throws IOException {
    return "%d cores, %s %s, %s %s; ZooKeeper %s writes to %s (%s)"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.vm.name"),
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Version.getVersion(),
            writtenTo,
            Files.getFileStore(writtenTo).type());
  }

  /** How many processes wanted a core over the last minute, on the average. */
  static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? "unknown" : Words.number(load);
  }
}
