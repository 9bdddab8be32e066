package io.zklocked.sample.twophase;

import io.zklocked.sample.twophase.Participant.Will;
import io.zklocked.sample.worker.LauncherLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.zookeeper.KeeperException;

/**
 * One participant: {@code --connect addresses --root path --journal file [--worker n]
 * [--late-millis n] [--session-millis n] [--launched yes|no]}. Hears {@code vote yes|no|late
 * VALUE}, {@code read}, {@code end}, {@code halt STEP}, {@code disarm} and {@code resume}.
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
    Member.run(ParticipantProgram::takePart, args);
  }

  private static void takePart(Member member)
      throws IOException, KeeperException, InterruptedException {
    AtomicBoolean isOver = new AtomicBoolean();
    try (Journal journal = Journal.open(Path.of(member.arguments().text("journal", "journal")))) {
      Participant participant =
          new Participant(
              member,
              "p" + member.arguments().number("worker", 1),
              journal,
              Duration.ofMillis(member.arguments().number("late-millis", 1_400)));
      member.line().awaitGo();
      Orders.follow(
          member.line(),
          member.halts(),
          order -> take(order, participant, member.line(), () -> end(isOver, member.changes())));
      participant.takePart(member.changes(), isOver::get);
    }
    member.line().tell("ended");
  }

  private static void take(String order, Participant participant, LauncherLine line, Runnable end) {
    if (order.startsWith("vote ")) {
      String[] words = order.split(" ", 3);
      participant.will(words[2], Will.valueOf(words[1].toUpperCase(Locale.ROOT)));
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
