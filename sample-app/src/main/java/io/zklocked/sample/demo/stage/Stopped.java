package io.zklocked.sample.demo.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A process that is stopped by a signal. A stopped worker does not notice that its launcher is
 * gone, so that a small shell stops it, and kills it when the launcher ends before it lets it go
 * on: the shell's input ends with the launcher, however that ends. Confined to one thread.
 */
public final class Stopped implements AutoCloseable {

  private static final String GUARD =
      "trap '' INT HUP TERM; kill -STOP \"$0\" || exit 1; echo stopped;"
          + " read -r word && kill -CONT \"$0\" || kill -KILL \"$0\"";

  private final Process guard;

  private Stopped(Process guard) {
    this.guard = guard;
  }

  /**
   * Stops a process.
   *
   * @param pid of the process
   * @return what lets it go on; closed before that, it kills it
   */
  public static Stopped stop(long pid) throws IOException {
    Stopped stopped =
        new Stopped(
            new ProcessBuilder("sh", "-c", GUARD, String.valueOf(pid))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(stopped.guard.getInputStream(), StandardCharsets.UTF_8));
    if (out.readLine() == null) {
      throw new DemoException("Process " + pid + " cannot be stopped by a signal.");
    }
    return stopped;
  }

  /** Lets the process go on. */
  public void resume() throws IOException, InterruptedException {
    try (OutputStream in = guard.getOutputStream()) {
      in.write("go\n".getBytes(StandardCharsets.UTF_8));
    }
    guard.waitFor();
  }

  /** Kills the process unless it goes on already. */
  @Override
  public void close() throws IOException {
    guard.getOutputStream().close();
  }
}
