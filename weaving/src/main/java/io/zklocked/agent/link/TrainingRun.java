package io.zklocked.agent.link;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether this JVM runs only to train an AOT cache (JDK 24 and later): such a run weaves, but
 * must not lock anybody out. Stateless.
 */
final class TrainingRun {

  private static final int FIRST_RELEASE = 24;

  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private TrainingRun() {}

  static boolean isOne() {
    return Runtime.version().feature() >= FIRST_RELEASE && isOne(arguments());
  }

  /** Whether a JVM with these arguments is one. */
  static boolean isOne(List<String> arguments) {
    for (String each : arguments) {
      if (each.equals("-XX:AOTMode=record") || each.startsWith("-XX:AOTCacheOutput=")) {
        return true;
      }
    }
    return false;
  }

  /** Those that the process shows; the JVM's own list only where they hide, since it costs more. */
  private static List<String> arguments() {
    String @Nullable [] shown = ProcessHandle.current().info().arguments().orElse(null);
    if (shown == null || Arrays.stream(shown).anyMatch(TrainingRun::hidesOthers)) {
      return ModuleLayer.boot().findModule("java.management").isEmpty()
          ? List.of()
          : ManagementFactory.getRuntimeMXBean().getInputArguments();
    }
    List<String> all = new ArrayList<>(Arrays.asList(shown));
    for (String variable : VARIABLES) {
      String value = System.getenv(variable);
      if (value != null) {
        all.addAll(Arrays.asList(value.split("\\s+")));
      }
    }
    return all;
  }

  private static boolean hidesOthers(String argument) {
    return argument.startsWith("@")
        || argument.startsWith("-XX:Flags=")
        || argument.startsWith("-XX:VMOptionsFile=");
  }
}
