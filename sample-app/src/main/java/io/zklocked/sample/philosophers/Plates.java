package io.zklocked.sample.philosophers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The plates of all philosophers, as one of them sees them: a file each, with the number of meals.
 * A file is replaced as a whole, so that nobody reads half a number. Confined to one thread.
 */
public final class Plates implements AutoCloseable {

  /** Some file systems tell late or never; then they are looked at so often. */
  private static final long GLANCE_MILLIS = 50;

  private final Path directory;
  private final Seat seat;
  private final WatchService changes;

  private Plates(Path directory, Seat seat, WatchService changes) {
    this.directory = directory;
    this.seat = seat;
    this.changes = changes;
  }

  /**
   * Sits down.
   *
   * @param directory of the plates; all share it
   * @param seat where
   * @return the plates, to be closed
   * @throws IOException if the directory cannot be used
   */
  public static Plates open(Path directory, Seat seat) throws IOException {
    Files.createDirectories(directory);
    WatchService changes = directory.getFileSystem().newWatchService();
    directory.register(
        changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    return new Plates(directory, seat, changes);
  }

  /**
   * The meals of one philosopher.
   *
   * @param philosopher its number
   * @return the number of its meals; 0 as long as it has no plate
   * @throws IOException if the plate cannot be read
   */
  public int meals(int philosopher) throws IOException {
    try {
      return Integer.parseInt(Files.readString(plate(philosopher)));
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /**
   * Whether the philosopher of this seat has not had more meals than a neighbour. Once true it
   * stays true until {@link #addMeal}.
   *
   * @return whether it may eat
   * @throws IOException if a plate cannot be read
   */
  public boolean allow() throws IOException {
    int own = meals(seat.number());
    return own <= meals(seat.leftNeighbour()) && own <= meals(seat.rightNeighbour());
  }

  /**
   * Waits until it may eat.
   *
   * @param deadlineNanos until when at most, by the monotonic clock
   * @return whether it may
   * @throws IOException if a plate cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitAllowed(long deadlineNanos) throws IOException, InterruptedException {
    while (!allow()) {
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      long wait = Math.min(left, Duration.ofMillis(GLANCE_MILLIS).toNanos());
      WatchKey changed = changes.poll(wait, TimeUnit.NANOSECONDS);
      if (changed != null) {
        changed.pollEvents();
        changed.reset();
      }
    }
    return true;
  }

  /**
   * Adds a meal to the own plate; to be called with both forks in hand.
   *
   * @return which meal that was, from 1
   * @throws IOException if the plate cannot be written
   */
  public int addMeal() throws IOException {
    int meal = meals(seat.number()) + 1;
    Path fresh = directory.resolve("fresh-" + seat.number());
    Files.writeString(fresh, String.valueOf(meal));
    Files.move(
        fresh,
        plate(seat.number()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return meal;
  }

  @Override
  public void close() throws IOException {
    changes.close();
  }

  private Path plate(int philosopher) {
    return directory.resolve("plate-" + philosopher);
  }
}
