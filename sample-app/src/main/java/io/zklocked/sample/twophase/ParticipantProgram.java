package io.zklocked.sample.twophase;

import io.zklocked.sample.twophase.Participant.Will;
import io.zklocked.sample.worker.Arguments;
import io.zklocked.sample.worker.LauncherLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.zookeeper.KeeperException;

/**
 * One participant: {@code --connect addresses --root path --journal file [--worker n]
 * [--late-millis n] [--session-millis n] [--launched yes|no]}. Hears {@code vote yes|no|late},
 * {@code read}, {@code end}, {@code halt STEP} and {@code resume}.
 */
public final class ParticipantProgram {

  private ParticipantProgram() {}

  /**
   * Takes part until it is told to end.
   *
   * @param args pairs, as above
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      run(args);
    } catch (IOException | KeeperException | RuntimeException e) {
      // ZooKeeper's client would have it logged, and its log is off here.
      System.err.println("cannot go on: " + e);
      System.exit(1);
    }
  }

  private static void run(String... args)
      throws IOException, KeeperException, InterruptedException {
    Arguments arguments = Arguments.of(args);
    LauncherLine line = LauncherLine.open(arguments.text("launched", "no").equals("yes"));
    Signal changes = new Signal();
    Halts halts = new Halts(line);
    AtomicBoolean isOver = new AtomicBoolean();
    try (Journal journal = Journal.open(Path.of(arguments.text("journal", "journal")));
        Tree tree =
            Tree.open(
                arguments.text("connect", "127.0.0.1:2181"),
                arguments.number("session-millis", 10_000),
                changes)) {
      Participant participant =
          new Participant(
              "p" + arguments.number("worker", 1),
              new Layout(arguments.text("root", "/zklocked-register")),
              tree,
              journal,
              halts,
              line,
              Duration.ofMillis(arguments.number("late-millis", 1_000)));
      line.awaitGo();
      Orders.follow(
          line, halts, order -> take(order, participant, line, () -> end(isOver, changes)));
      participant.takePart(changes, isOver::get);
    }
    line.tell("ended");
  }

  private static void take(String order, Participant participant, LauncherLine line, Runnable end) {
    if (order.startsWith("vote ")) {
      participant.will(Will.valueOf(order.substring("vote ".length()).toUpperCase(Locale.ROOT)));
    } else if (order.startsWith("read ")) {
      Participant.Register now = participant.register();
      line.tell(
          "value %s %d %s".formatted(order.substring("read ".length()), now.round(), now.value()));
    } else {
      end.run();
    }
  }

  private static void end(AtomicBoolean isOver, Signal changes) {
    isOver.set(true);
    changes.raise();
  }
}
