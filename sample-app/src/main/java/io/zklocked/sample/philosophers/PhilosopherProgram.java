package io.zklocked.sample.philosophers;

import io.zklocked.sample.worker.Arguments;
import io.zklocked.sample.worker.LauncherLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One philosopher: {@code --plates directory [--worker n] [--places n] [--seconds n] [--meal-millis
 * n] [--seed n] [--naive yes|no] [--launched yes|no]}. Tells when it is hungry, eats and has eaten.
 */
public final class PhilosopherProgram {

  private PhilosopherProgram() {}

  /**
   * Lives for the given time.
   *
   * @param args pairs, as above
   * @throws IOException if the plates cannot be used
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    run(Furniture.PLAIN, args);
  }

  /**
   * The same with furniture that somebody else makes.
   *
   * @param furniture made before the first meal
   * @param args pairs, as above
   * @throws IOException if the plates cannot be used
   * @throws InterruptedException if the thread is interrupted
   */
  public static void run(Furniture furniture, String... args)
      throws IOException, InterruptedException {
    Arguments arguments = Arguments.of(args);
    LauncherLine line = LauncherLine.open(arguments.text("launched", "no").equals("yes"));
    Seat seat = new Seat(arguments.number("worker", 1), arguments.number("places", 5));
    boolean isNaive = arguments.text("naive", "no").equals("yes");
    Mouth mouth = new Mouth(line);
    try (Plates plates = Plates.open(Path.of(arguments.text("plates", "plates")), seat)) {
      Philosopher philosopher =
          new Philosopher(
              isNaive ? furniture.naiveTable(mouth) : furniture.table(seat, plates, mouth),
              isNaive ? deadline -> true : plates::awaitAllowed,
              mouth,
              Duration.ofMillis(arguments.number("meal-millis", 300)),
              31L * arguments.number("seed", 1) + seat.number());
      furniture.chair().take(seat.number());
      line.awaitGo();
      philosopher.live(
          System.nanoTime() + Duration.ofSeconds(arguments.number("seconds", 30)).toNanos());
    }
    line.tell("done");
  }
}
