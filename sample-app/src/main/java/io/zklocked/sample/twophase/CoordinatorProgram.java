package io.zklocked.sample.twophase;

import io.zklocked.sample.worker.Arguments;
import io.zklocked.sample.worker.LauncherLine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;

/**
 * One candidate for the coordinator's office: {@code --connect addresses --root path
 * [--participants n] [--limit-millis n] [--session-millis n] [--launched yes|no]}. Hears {@code
 * write VALUE}, {@code close}, {@code halt STEP} and {@code resume}.
 */
public final class CoordinatorProgram {

  private static final long GLANCE_MILLIS = 200;

  private CoordinatorProgram() {}

  /**
   * Stands for the office until the register is closed.
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
    BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
    try (Tree tree =
        Tree.open(
            arguments.text("connect", "127.0.0.1:2181"),
            arguments.number("session-millis", 10_000),
            changes)) {
      Rounds rounds =
          new Rounds(
              new Layout(arguments.text("root", "/zklocked-register")),
              arguments.number("participants", 5),
              Duration.ofMillis(arguments.number("limit-millis", 700)),
              tree,
              changes,
              halts,
              line);
      line.awaitGo();
      line.tell("pid " + ProcessHandle.current().pid());
      Orders.follow(
          line,
          halts,
          order ->
              wishes.add(
                  order.startsWith("write ")
                      ? new Wish(order.substring("write ".length()))
                      : Wish.CLOSE));
      new Coordinator(rounds, () -> wishes.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS), halts, line)
          .stand();
    }
    line.tell("closed");
  }
}
