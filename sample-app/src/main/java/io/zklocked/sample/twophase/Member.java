package io.zklocked.sample.twophase;

import io.zklocked.sample.worker.Arguments;
import io.zklocked.sample.worker.LauncherLine;
import java.io.IOException;
import org.apache.zookeeper.KeeperException;

/**
 * What every process of the register has, be it a participant or a candidate: {@code --connect
 * addresses --root path [--session-millis n] [--launched yes|no]}.
 *
 * @param arguments of the program
 * @param line to the launcher
 * @param layout of the register's nodes
 * @param tree with these nodes
 * @param changes raised when something in the tree has changed
 * @param halts where the process may be told to stand still
 */
record Member(
    Arguments arguments, LauncherLine line, Layout layout, Tree tree, Signal changes, Halts halts) {

  /** What a member does from its beginning to its end. */
  @FunctionalInterface
  interface Life {
    void live(Member member) throws IOException, KeeperException, InterruptedException;
  }

  /** Lives, and ends this process if that is not possible. */
  static void run(Life life, String... args) throws InterruptedException {
    try {
      Arguments arguments = Arguments.of(args);
      LauncherLine line = LauncherLine.open(arguments.text("launched", "no").equals("yes"));
      Signal changes = new Signal();
      Layout layout = new Layout(arguments.text("root", "/zklocked-register"));
      try (Tree tree =
          Tree.open(
              arguments.text("connect", "127.0.0.1:2181"),
              arguments.number("session-millis", 10_000),
              changes)) {
        life.live(new Member(arguments, line, layout, tree, changes, new Halts(line)));
      }
    } catch (IOException | KeeperException | RuntimeException e) {
      // ZooKeeper's client would have it logged, and its log is off here.
      System.err.println("cannot go on: " + e);
      System.exit(1);
    }
  }
}
