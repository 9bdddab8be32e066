package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM loads for the configuration alone, as the agent reads it before the application. */
class ConfigStartIT {

  @TempDir Path directory;

  @Test
  void configurationNeedsNothingThatAnApplicationMayReplace() throws Exception {
    Path file = directory.resolve("zklocked.properties");
    Files.writeString(file, "root = /app\nproperty.region = eu\n");
    Set<String> more =
        loaded("-Dzklocked.wait-time=5s", "connect=zk1:2181,zk2:2181,config=" + file);
    more.removeAll(loaded("-Dzklocked.wait-time=5s"));
    assertThat(more)
        .contains("io.zklocked.runtime.ConfigFile")
        .allMatch(
            name ->
                name.startsWith("io.zklocked.")
                    || name.matches("java\\.(lang|lang\\.ref|io|util|math)\\.[^.]+")
                    || name.matches("java\\.util\\.concurrent\\.[^.]+")
                    || name.matches("java\\.(time|nio|nio\\.charset)\\.([^.]+|temporal\\.[^.]+)")
                    || name.startsWith("jdk.internal.")
                    || name.startsWith("sun.nio.cs."),
            "is of java.lang, java.io, java.util or java.time");
  }

  /** The named classes that a JVM loads for {@link LoadedConfig}. */
  private Set<String> loaded(String option, String... arguments) throws Exception {
    Path log = directory.resolve("classes" + arguments.length + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.add("-Xlog:class+load:file=" + log + "::filecount=0");
    command.add(option);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(LoadedConfig.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(log)) {
      int source = line.indexOf(" source:");
      if (source > 0) {
        names.add(line.substring(line.lastIndexOf(' ', source - 1) + 1, source));
      }
    }
    return names;
  }
}
