package io.zklocked.sample.demo.stage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * Workers, numbered from 1, that begin together; and each of which can be killed and started again
 * in the middle of it. Thread-safe; two threads that kill and start the same worker at once do not
 * know what they will find.
 */
public final class Crew implements AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofSeconds(90);

  private final IntFunction<List<String>> commands;
  private final BiConsumer<Integer, String> lines;
  private final Map<Integer, Worker> workers = new TreeMap<>();
  private final Map<Integer, CountDownLatch> ready = new TreeMap<>();
  private final Set<Integer> killed = new HashSet<>();
  private boolean closed;

  private Crew(IntFunction<List<String>> commands, BiConsumer<Integer, String> lines) {
    this.commands = commands;
    this.lines = lines;
  }

  /**
   * Starts workers.
   *
   * @param size how many
   * @param commands the command line of each
   * @param lines told each line that one prints, with its number; one worker's come in order, those
   *     of several at once
   * @param cleanup ends them
   */
  public static Crew start(
      int size,
      IntFunction<List<String>> commands,
      BiConsumer<Integer, String> lines,
      Cleanup cleanup)
      throws Exception {
    Crew crew = cleanup.add(new Crew(commands, lines));
    for (int number = 1; number <= size; number++) {
      crew.start(number);
    }
    return crew;
  }

  /**
   * Starts a worker: a further one, or one that was killed. It neither waits until it is ready, nor
   * lets it begin.
   *
   * @param number the worker's
   */
  public synchronized void start(int number) throws IOException {
    if (closed) {
      throw new DemoException("the demo is ending");
    }
    CountDownLatch isReady = new CountDownLatch(1);
    Worker worker =
        Worker.start(
            number,
            commands.apply(number),
            line -> {
              if (line.equals(":ready")) {
                isReady.countDown();
              } else {
                lines.accept(number, line);
              }
            });
    ready.put(number, isReady);
    workers.put(number, worker);
    killed.remove(number);
  }

  /** Waits until all are ready. */
  public void awaitReady() throws InterruptedException {
    for (Worker worker : present()) {
      awaitReady(worker.number());
    }
  }

  /**
   * Waits until one is ready.
   *
   * @param number the worker's
   * @throws DemoException if it ends instead
   */
  public void awaitReady(int number) throws InterruptedException {
    Worker worker = worker(number);
    CountDownLatch isReady;
    synchronized (this) {
      isReady = ready.getOrDefault(number, new CountDownLatch(0));
    }
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!isReady.await(100, TimeUnit.MILLISECONDS)) {
      if (!worker.alive()) {
        int code = worker.await();
        if (isReady.getCount() > 0) {
          throw failed(worker, code);
        }
      }
      if (System.nanoTime() - deadline > 0) {
        throw new DemoException(
            "Worker %d was not ready after %s.".formatted(number, START_PATIENCE));
      }
    }
  }

  /** Lets all begin. */
  public void go() throws IOException {
    for (Worker worker : present()) {
      worker.say("go");
    }
  }

  /**
   * Says a line to a worker, which hears it by {@code LauncherLine.hear()}; {@code go} lets it
   * begin.
   *
   * @param number the worker's
   * @param line what to say
   * @throws IOException if it has ended
   */
  public void say(int number, String line) throws IOException {
    worker(number).say(line);
  }

  /**
   * Kills a worker by SIGKILL, and waits until all that it printed was handed on.
   *
   * @param number the worker's
   * @return when
   */
  public Instant kill(int number) throws InterruptedException {
    Worker worker = worker(number);
    synchronized (this) {
      killed.add(number);
    }
    Instant now = Instant.now();
    worker.kill();
    return now;
  }

  /**
   * Whether a worker's process is there.
   *
   * @param number the worker's
   */
  public boolean alive(int number) {
    return worker(number).alive();
  }

  /**
   * Waits for a while.
   *
   * @param patience how long
   * @return whether all have ended, and well; those that were killed have
   * @throws DemoException if one has ended otherwise
   */
  public boolean await(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean ended = true;
    for (Worker worker : present()) {
      if (worker.endedBefore(deadline)) {
        int code = worker.await();
        if (code != 0 && !wasKilled(worker)) {
          throw failed(worker, code);
        }
      } else {
        ended = false;
      }
    }
    return ended;
  }

  /**
   * The last lines that a worker printed to its error stream.
   *
   * @param number the worker's
   */
  public String errors(int number) {
    return worker(number).errors();
  }

  @Override
  public void close() {
    List<Worker> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(workers.values());
    }
    open.forEach(Worker::terminate);
    open.forEach(Worker::close);
  }

  /**
   * Says that nothing moves any more.
   *
   * @param patience for how long nothing has
   */
  public DemoException stuck(Duration patience) {
    return new DemoException(
        "The workers made no progress for %d s.%s"
            .formatted(patience.toSeconds(), said(present().get(0))));
  }

  private synchronized List<Worker> present() {
    return List.copyOf(workers.values());
  }

  private synchronized Worker worker(int number) {
    Worker worker = workers.get(number);
    if (worker == null) {
      throw new IllegalArgumentException("no worker " + number);
    }
    return worker;
  }

  private synchronized boolean wasKilled(Worker worker) {
    return killed.contains(worker.number());
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
