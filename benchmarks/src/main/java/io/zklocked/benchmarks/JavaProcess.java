package io.zklocked.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts further JVMs from the same jar. They end when their standard input does. */
final class JavaProcess {

  private static final long PATIENCE_SECONDS = 5;

  private JavaProcess() {}

  /** What starts one: options of the JVM, then the arguments of {@link Benchmarks}. */
  static ProcessBuilder command(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Benchmarks.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /** Ends a process: it is asked first, then killed. Blocks until it is gone. */
  static void end(Process process) throws IOException {
    boolean interrupted = false;
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    process.onExit().join();
    process.getOutputStream().close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
