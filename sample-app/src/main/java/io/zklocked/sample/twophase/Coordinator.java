package io.zklocked.sample.twophase;

import io.zklocked.HeldLock;
import io.zklocked.LockLostException;
import io.zklocked.ZkLocked;
import io.zklocked.sample.worker.LauncherLine;
import io.zklocked.sample.worker.Moment;
import java.io.IOException;
import java.time.Duration;
import org.apache.zookeeper.KeeperException;

/**
 * A candidate for the office of coordinator, which one process has at a time. Confined to one
 * thread.
 */
public class Coordinator {

  /** So often an idle coordinator looks whether it is one still. */
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Rounds rounds;
  private final Wishes wishes;
  private final Halts halts;
  private final LauncherLine line;

  /** What a coordinator does, and who tells it to. Immutable. */
  public static final class Duties {
    private final Rounds rounds;
    private final Wishes wishes;
    private final Halts halts;
    private final LauncherLine line;

    Duties(Rounds rounds, Wishes wishes, Halts halts, LauncherLine line) {
      this.rounds = rounds;
      this.wishes = wishes;
      this.halts = halts;
      this.line = line;
    }
  }

  /**
   * A candidate.
   *
   * @param duties once it is in office
   */
  public Coordinator(Duties duties) {
    this.rounds = duties.rounds;
    this.wishes = duties.wishes;
    this.halts = duties.halts;
    this.line = duties.line;
  }

  /** Stands for the office, again and again, until the register is to be closed. */
  void stand() throws IOException, KeeperException, InterruptedException {
    boolean isOpen = true;
    while (isOpen) {
      line.tell(Moment.now(Moment.Kind.WAITS, 0, "the office"));
      line.tell("waiting");
      try {
        isOpen = serve();
      } catch (LockLostException | SucceededException e) {
        line.tell(Moment.now(Moment.Kind.LEAVES, 0, "the office"));
        line.tell("succeeded " + e.getMessage());
      }
    }
  }

  /**
   * Has the office until it is lost or the register is closed: announces itself, finishes what its
   * predecessor left, and then proposes what is wished.
   *
   * @return whether the register is still open
   * @throws IOException if there is no way to the ensemble
   * @throws KeeperException if the ensemble refuses
   * @throws InterruptedException if the thread is interrupted
   * @throws SucceededException if somebody else has taken the office
   */
  @ZkLocked(value = "register/office", waitTime = "forever")
  public boolean serve() throws IOException, KeeperException, InterruptedException {
    HeldLock office = HeldLock.current();
    line.tell(Moment.now(Moment.Kind.HOLDS, 0, "the office"));
    rounds.announce(office.fencingToken());
    line.tell("office %x".formatted(office.fencingToken()));
    halts.at(Step.IN_OFFICE);
    rounds.finishAll(office);
    line.tell("idle");
    Wish wish = next(office);
    while (!wish.isClosing()) {
      rounds.propose(wish.value(), office);
      line.tell("idle");
      wish = next(office);
    }
    rounds.close(office);
    line.tell(Moment.now(Moment.Kind.LEAVES, 0, "the office"));
    return false;
  }

  private Wish next(HeldLock office) throws InterruptedException {
    Wish wish = wishes.poll(office.fencingToken(), GLANCE);
    while (wish == null) {
      office.ensureValid(); // an idle coordinator must notice that it is none any more
      wish = wishes.poll(office.fencingToken(), GLANCE);
    }
    return wish;
  }
}
