package io.zklocked.agent;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures what it costs a body to find its lock, where the runtime is in the loader of the
 * application and where it is in that of the agent. Run by hand, on an idle machine, after {@code
 * mvn package}:
 *
 * <pre>mvn -pl agent -am -Pheld-lock verify -DskipTests</pre>
 */
final class HeldLockTimes {

  private static final String SOURCE =
      """
      import io.zklocked.*;
      import java.lang.management.ManagementFactory;

      public class Held {
        private static final int CALLS = 1_000_000;
        private static HeldLock seen;
        private static long sum;

        public static void main(String[] arguments) { new Held().body(1); }

        @ZkLocked("held/{id}")
        void body(int id) { measure(); }

        /** The least of many rounds, in time of the thread: whatever else the machine does. */
        public static void measure() {
          double found = Double.MAX_VALUE;
          double token = Double.MAX_VALUE;
          for (int round = 0; round < 40; round++) {
            long start = nanos();
            for (int i = 0; i < CALLS; i++) { seen = HeldLock.current(); }
            long between = nanos();
            for (int i = 0; i < CALLS; i++) { sum += HeldLock.current().fencingToken(); }
            long end = nanos();
            found = Math.min(found, (between - start) / (double) CALLS);
            token = Math.min(token, (end - between) / (double) CALLS);
          }
          System.out.printf("HeldLock.current() %.1f ns, with fencingToken() %.1f ns%n", found, token);
        }

        private static long nanos() {
          return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
      }
      """;

  private static final String BY_HAND =
      """
      import io.zklocked.runtime.*;

      public class ByHand {
        public static void main(String[] arguments) {
          try (ZkLocks locks = ZkLocks.start(ZkLocksConfig.memory()); Hold hold = locks.acquire("held")) {
            Held.measure();
          }
        }
      }
      """;

  private HeldLockTimes() {}

  /** Prints two lines for each JDK. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("zklocked-held");
    String path = directory + java.io.File.pathSeparator + System.getProperty("java.class.path");
    Forked.compile(directory, "Held", SOURCE);
    Forked.compile(directory, "ByHand", BY_HAND, path);
    print(
        "under the agent",
        "-javaagent:" + Forked.AGENT + "=connect=memory",
        "-cp",
        directory + java.io.File.pathSeparator + Forked.ANNOTATIONS,
        "Held");
    print("by hand", "-cp", path, "ByHand");
  }

  private static void print(String what, String... command) throws Exception {
    for (String home : new String[] {System.getProperty("java.home"), Forked.jdk25()}) {
      if (!home.isEmpty()) {
        Forked.Outcome outcome = Forked.run(home + "/bin/java", command);
        System.out.printf("%-16s %s: %s%n", what, Path.of(home).getFileName(), outcome.out());
      }
    }
  }
}
