package io.zklocked.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs programs that are for an eye to read, on each JDK that there is. Stateless. */
public final class EachJdk {

  private EachJdk() {}

  /**
   * Runs a program once on each JDK, with this class path, and ends this JVM if one run fails.
   *
   * @param program its class
   * @param arguments its arguments
   */
  public static void run(Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<Path> all = new ArrayList<>(List.of(Jdks.thisOne()));
    Jdks.jdk25().ifPresent(all::add);
    boolean failed = false;
    for (Path java : all) {
      String path = System.getProperty("java.class.path");
      List<String> command =
          new ArrayList<>(List.of(java.toString(), "-Xmx2g", "-cp", path, program.getName()));
      command.addAll(Arrays.asList(arguments));
      failed |= new ProcessBuilder(command).inheritIO().start().waitFor() != 0;
    }
    if (failed) {
      System.exit(1);
    }
  }
}
