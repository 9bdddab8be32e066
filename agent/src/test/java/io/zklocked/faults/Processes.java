package io.zklocked.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts, stops, resumes and ends processes of this test, by their handles. Without state. */
final class Processes {

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  static final List<String> SMALL =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private static final long PATIENCE_SECONDS = 10;

  private Processes() {}

  /** SIGSTOP: it stands still, and its connections stay open. */
  static void stop(Process process) throws IOException, InterruptedException {
    signal("STOP", process);
  }

  /** SIGCONT. */
  static void resume(Process process) throws IOException, InterruptedException {
    signal("CONT", process);
  }

  /** SIGQUIT: a JVM prints the stacks of its threads. */
  static void dump(Process process) throws IOException, InterruptedException {
    signal("QUIT", process);
  }

  private static void signal(String name, Process process)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill -" + name + " " + process.pid() + " failed");
    }
  }

  /** SIGKILL, which a stopped process obeys as well; waits for the end. */
  static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " does not end");
    }
  }
}
