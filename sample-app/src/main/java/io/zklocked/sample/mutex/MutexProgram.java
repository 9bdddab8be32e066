package io.zklocked.sample.mutex;

import io.zklocked.sample.worker.Arguments;
import io.zklocked.sample.worker.LauncherLine;
import io.zklocked.sample.worker.Meters;
import io.zklocked.sample.worker.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.management.JMException;

/**
 * One worker of the mutex program: {@code [--worker n] [--tasks n | --seconds n] [--max-millis n]
 * [--seed n] [--launched yes|no]}. Prints when each of its tasks waits, starts and ends, and how
 * long it took.
 */
public final class MutexProgram {

  /** What is given for a token: the lock fills in its own. */
  private static final long NO_TOKEN = 0;

  private MutexProgram() {}

  /**
   * Works, and ends when all tasks are done.
   *
   * @param args pairs, as above
   * @throws Exception if the worker cannot go on
   */
  public static void main(String[] args) throws Exception {
    run(Section::new, args);
  }

  /**
   * The same with a section that somebody else makes.
   *
   * @param entrance makes it, of the worker's number and of what its events are reported to
   * @param args pairs, as above
   * @throws InterruptedException if the thread is interrupted before it starts to work
   * @throws JMException if the meters cannot be read
   */
  public static void run(
      BiFunction<Integer, Consumer<MutexEvent>, Section> entrance, String... args)
      throws InterruptedException, JMException {
    Arguments arguments = Arguments.of(args);
    LauncherLine line = LauncherLine.open(arguments.text("launched", "no").equals("yes"));
    int worker = arguments.number("worker", 1);
    int maxMillis = arguments.number("max-millis", 200);
    Random random = new Random(31L * arguments.number("seed", 1) + worker);
    Section section = entrance.apply(worker, System.out::println);
    line.awaitGo();
    Workload tasks = Workload.of(arguments, "tasks", 5);
    for (int done = 0; tasks.hasMore(done); done++) {
      work(section, worker, done + 1, Duration.ofMillis(1 + random.nextInt(maxMillis)));
    }
    Meters.lines().forEach(line::tell);
  }

  private static void work(Section section, int worker, int task, Duration length) {
    Instant asked = Instant.now();
    System.out.println(new MutexEvent(asked, worker, task, "waiting", ""));
    Duration inside = section.enter(task, length, NO_TOKEN);
    Instant left = Instant.now();
    System.out.println(
        new MutexEvent(
            left,
            worker,
            task,
            "took",
            "%s ms, of %s ms in all"
                .formatted(millis(inside), millis(Duration.between(asked, left)))));
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
  }
}
