package io.zklocked.sample.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The line between a worker and the launcher that started it: lines of text over the standard
 * streams. What the worker tells starts with a colon, so that it can print for people as well. The
 * launcher says {@code go} once all workers are ready; what else it says is heard in its order.
 * When the line breaks the launcher is gone, and the worker ends: nobody is left to end it.
 * Thread-safe.
 */
public final class LauncherLine {

  /** The exit code of a worker whose launcher is gone. */
  public static final int LAUNCHER_GONE = 3;

  private static final long PATIENCE_MILLIS = 3_000;

  private final PrintStream out;
  private final CountDownLatch go;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private LauncherLine(PrintStream out, CountDownLatch go) {
    this.out = out;
    this.go = go;
  }

  /**
   * Opens the line of this process.
   *
   * @param launched whether a launcher is at the other end; a worker that was started by hand does
   *     not wait for one, and tells nothing
   * @return the line
   */
  public static LauncherLine open(boolean launched) {
    LauncherLine line =
        new LauncherLine(
            launched ? System.out : new PrintStream(PrintStream.nullOutputStream(), true),
            new CountDownLatch(launched ? 1 : 0));
    if (launched) {
      Thread listener = new Thread(line::listen, "launcher-line");
      listener.setDaemon(true);
      listener.start();
    }
    return line;
  }

  /**
   * Says that this worker is ready, and waits until all are.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitGo() throws InterruptedException {
    tell("ready");
    go.await();
  }

  /**
   * Tells the launcher something.
   *
   * @param what a word, and what belongs to it
   */
  public void tell(String what) {
    out.println(":" + what);
  }

  /**
   * Tells the launcher of a moment, for its picture of the run.
   *
   * @param moment what happened when
   */
  public void tell(Moment moment) {
    tell(moment.toString());
  }

  /**
   * Waits for what the launcher says next, other than {@code go}.
   *
   * @return a line
   * @throws InterruptedException if the thread is interrupted
   */
  public String hear() throws InterruptedException {
    return heard.take();
  }

  private void listen() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("go")) {
          go.countDown();
        } else {
          heard.add(line);
        }
      }
    } catch (IOException e) {
      System.err.println("the line to the launcher broke: " + e);
    }
    end();
  }

  private static void end() {
    Thread last =
        new Thread(
            () -> {
              try {
                Thread.sleep(PATIENCE_MILLIS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              // Shutdown hooks may wait for servers that died together with the launcher.
              Runtime.getRuntime().halt(LAUNCHER_GONE);
            },
            "last-resort");
    last.setDaemon(true);
    last.start();
    System.exit(LAUNCHER_GONE);
  }
}
