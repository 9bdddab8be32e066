package io.zklocked.sample.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * Workers that begin together. Confined to one thread, but {@link #close}, which any thread may
 * call.
 */
final class Crew implements AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofSeconds(90);

  private final List<Worker> workers = new ArrayList<>();
  private final CountDownLatch ready;
  private boolean closed;

  private Crew(int size) {
    this.ready = new CountDownLatch(size);
  }

  /**
   * Starts workers.
   *
   * @param size how many, numbered from 1
   * @param commands the command line of each
   * @param lines told each line that one prints, with its number; one worker's come in order, those
   *     of several at once
   * @param cleanup ends them
   */
  static Crew start(
      int size,
      IntFunction<List<String>> commands,
      BiConsumer<Integer, String> lines,
      Cleanup cleanup)
      throws Exception {
    Crew crew = cleanup.add(new Crew(size));
    for (int number = 1; number <= size; number++) {
      crew.startOne(number, commands.apply(number), lines);
    }
    return crew;
  }

  private synchronized void startOne(
      int number, List<String> command, BiConsumer<Integer, String> lines) throws IOException {
    if (closed) {
      throw new DemoException("the demo is ending");
    }
    workers.add(
        Worker.start(
            number,
            command,
            line -> {
              if (line.equals(":ready")) {
                ready.countDown();
              } else {
                lines.accept(number, line);
              }
            }));
  }

  /** Waits until all are ready. */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!ready.await(100, TimeUnit.MILLISECONDS)) {
      for (Worker worker : workers) {
        if (!worker.alive()) {
          throw failed(worker, worker.await());
        }
      }
      if (System.nanoTime() - deadline > 0) {
        throw new DemoException("The workers were not ready after " + START_PATIENCE + ".");
      }
    }
  }

  /** Lets all begin. */
  void go() throws IOException {
    for (Worker worker : workers) {
      worker.go();
    }
  }

  /**
   * Waits for a while.
   *
   * @param patience how long
   * @return whether all have ended, and well
   * @throws DemoException if one has ended otherwise
   */
  boolean await(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean ended = true;
    for (Worker worker : workers) {
      if (worker.endedBefore(deadline)) {
        int code = worker.await();
        if (code != 0) {
          throw failed(worker, code);
        }
      } else {
        ended = false;
      }
    }
    return ended;
  }

  /** What the first worker printed to its error stream. */
  String firstErrors() {
    return workers.get(0).errors();
  }

  @Override
  public synchronized void close() {
    closed = true;
    workers.forEach(Worker::terminate);
    workers.forEach(Worker::close);
  }

  /** Says that nothing moves any more. */
  DemoException stuck(Duration patience) {
    return new DemoException(
        "The workers made no progress for %d s.%s"
            .formatted(patience.toSeconds(), said(workers.get(0))));
  }

  private static DemoException failed(Worker worker, int code) {
    return new DemoException(
        "Worker %d ended with exit code %d.%s".formatted(worker.number(), code, said(worker)));
  }

  private static String said(Worker worker) {
    String errors = worker.errors();
    String newline = System.lineSeparator();
    return errors.isEmpty() ? "" : " Worker " + worker.number() + " said:" + newline + errors;
  }
}
