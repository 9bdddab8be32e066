package io.zklocked.sample.twophase;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.twophase.Journal.Entry;
import io.zklocked.sample.twophase.Journal.Kind;
import io.zklocked.sample.worker.Arguments;
import io.zklocked.sample.worker.LauncherLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A participant, and what coordinators wrote, in whatever order it comes to see it. */
@Timeout(60)
class ParticipantIT {

  private static final long OLD = 5;
  private static final long NEW = 9;

  private final Layout layout = new Layout("/demo/register");
  @TempDir Path directory;

  /**
   * It was stopped while two coordinators were succeeded: the first round is said by an old one
   * still, the second by the newest.
   */
  @Test
  void roundsAreTakenInTheirOrderWhicheverIsSaidAgainFirst() throws Exception {
    Signal changes = new Signal();
    Path file = directory.resolve("journal");
    try (TestingServer server = new TestingServer();
        Tree tree = Tree.open(server.getConnectString(), 10_000, changes);
        Journal journal = Journal.open(file)) {
      tree.createWithParents(layout.root(), new Message(0, "register"));
      tree.create(layout.rounds(), new Message(NEW, "2"));
      committed(tree, journal, 1, OLD);
      committed(tree, journal, 2, NEW);
      LauncherLine line = LauncherLine.open(false);
      Member member = new Member(Arguments.of(), line, layout, tree, changes, new Halts(line));
      Participant participant = new Participant(member, "p1", journal, Duration.ZERO);

      participant.look();
      assertThat(participant.register().round()).isZero();

      assertThat(tree.write(layout.decision(1), Message.of(NEW, Outcome.COMMIT), 0)).isTrue();
      participant.look();
      assertThat(participant.register()).isEqualTo(new Participant.Register(2, "v2"));
      assertThat(Journal.read(file))
          .filteredOn(entry -> entry.kind() == Kind.DECIDED)
          .extracting(Entry::round)
          .containsExactly(1L, 2L);
    }
  }

  /** It comes to write its vote when the round is over, and is told to end right behind that. */
  @Test
  void roundThatIsGoneBeforeItsVoteCameIsAbortedThoughItWasTheLast() throws Exception {
    Signal changes = new Signal();
    Path file = directory.resolve("journal");
    try (TestingServer server = new TestingServer();
        Tree tree = Tree.open(server.getConnectString(), 10_000, changes);
        Journal journal = Journal.open(file)) {
      tree.createWithParents(layout.root(), new Message(0, "register"));
      tree.create(layout.rounds(), new Message(NEW, "1"));
      tree.create(layout.round(1), new Message(NEW, "v1"));
      LauncherLine line = LauncherLine.open(false);
      Member member = new Member(Arguments.of(), line, layout, tree, changes, new Halts(line));
      Participant participant = new Participant(member, "p1", journal, Duration.ZERO);

      participant.takePart(changes, () -> isCleared(tree));

      assertThat(Journal.read(file))
          .containsExactly(
              new Entry(Kind.VOTED, 1, Outcome.COMMIT, "v1"),
              new Entry(Kind.DECIDED, 1, Outcome.ABORT, "v1"));
    }
  }

  private boolean isCleared(Tree tree) {
    try {
      return tree.all(List.of(Op.delete(layout.round(1), -1)));
    } catch (IOException | KeeperException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void committed(Tree tree, Journal journal, long round, long token) throws Exception {
    String value = "v" + round;
    journal.append(new Entry(Kind.VOTED, round, Outcome.COMMIT, value));
    List<Op> operations =
        List.of(
            Tree.creation(layout.round(round), new Message(NEW, value)),
            Tree.creation(layout.votes(round), new Message(token, "none")),
            Tree.creation(layout.acknowledgements(round), new Message(token, "none")),
            Tree.creation(layout.vote(round, "p1"), Message.of(token, Outcome.COMMIT)),
            Tree.creation(layout.decision(round), Message.of(token, Outcome.COMMIT)));
    assertThat(tree.all(operations)).isTrue();
  }
}
