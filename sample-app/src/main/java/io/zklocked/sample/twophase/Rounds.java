package io.zklocked.sample.twophase;

import io.zklocked.HeldLock;
import io.zklocked.sample.worker.LauncherLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;

/** The rounds, as the coordinator in office moves them; see the package. Confined to one thread. */
final class Rounds {

  private final Layout layout;
  private final int participants;
  private final Duration limit;
  private final Tree tree;
  private final Signal changes;
  private final Halts halts;
  private final LauncherLine line;
  private long token;
  private long last;

  /**
   * The rounds.
   *
   * @param member whose arguments say how many participants must vote, and how long votes are
   *     waited for, and acknowledgements
   */
  Rounds(Member member) {
    this.layout = member.layout();
    this.participants = member.arguments().number("participants", 5);
    this.limit = Duration.ofMillis(member.arguments().number("limit-millis", 700));
    this.tree = member.tree();
    this.changes = member.changes();
    this.halts = member.halts();
    this.line = member.line();
  }

  /** Writes the token where all see it; who has an older one can propose nothing from then on. */
  void announce(long own) throws IOException, KeeperException, InterruptedException {
    token = own;
    tree.createWithParents(layout.root(), new Message(0, "register"));
    tree.create(layout.rounds(), new Message(0, "0"));
    while (true) {
      Tree.Node office = standing(layout.rounds());
      last = Long.parseLong(office.message().word());
      if (office.message().token() > own) {
        throw new SucceededException(own, office.message().token());
      }
      if (office.message().token() == own
          || tree.write(
              layout.rounds(), new Message(own, office.message().word()), office.version())) {
        return;
      }
    }
  }

  /** Finishes what a predecessor left. */
  void finishAll(HeldLock office) throws IOException, KeeperException, InterruptedException {
    for (long round : standing()) {
      repeat(layout.round(round));
      Tree.Node proposal = tree.read(layout.round(round));
      if (proposal != null) {
        // Whoever proposed it may never come to tell.
        line.tell("proposed " + round + " " + proposal.message().word());
        finish(round, office);
      }
    }
  }

  /** Has a value written by all, or by none. */
  void propose(String value, HeldLock office)
      throws IOException, KeeperException, InterruptedException {
    office.ensureValid();
    Tree.Node before = standing(layout.rounds());
    if (before.message().token() != token) {
      throw new SucceededException(token, before.message().token());
    }
    long round = last + 1;
    Message none = new Message(token, "none");
    boolean isDone =
        tree.all(
            List.of(
                Op.setData(
                    layout.rounds(),
                    new Message(token, String.valueOf(round)).bytes(),
                    before.version()),
                Tree.creation(layout.round(round), new Message(token, value)),
                Tree.creation(layout.votes(round), none),
                Tree.creation(layout.acknowledgements(round), none)));
    if (!isDone) {
      requireProposed(round);
    }
    last = round;
    line.tell("proposed " + round + " " + value);
    halts.at(Step.PROPOSED);
    for (long earlier : standing()) {
      if (earlier < round) {
        clear(earlier); // its participants may have come back
      }
    }
    finish(round, office);
  }

  /**
   * Removes everything, once every participant has said what it owes; waits for that as long as the
   * office lasts.
   */
  void close(HeldLock office) throws IOException, KeeperException, InterruptedException {
    do {
      office.ensureValid();
      finishAll(office);
    } while (!standing().isEmpty());
    tree.all(List.of(Op.delete(layout.rounds(), -1), Op.delete(layout.root(), -1)));
  }

  private void requireProposed(long round)
      throws IOException, KeeperException, InterruptedException {
    // An answer that was lost looks like a refusal when the request is repeated.
    Message now = standing(layout.rounds()).message();
    if (now.token() != token || !now.word().equals(String.valueOf(round))) {
      throw new SucceededException(token, now.token());
    }
  }

  private void finish(long round, HeldLock office)
      throws IOException, KeeperException, InterruptedException {
    Tree.Node decided = tree.expect(layout.decision(round));
    if (decided == null) {
      Outcome counted = countVotes(round);
      office.ensureValid();
      halts.at(Step.VOTES_COUNTED);
      tree.create(layout.decision(round), Message.of(token, counted));
    }
    repeat(layout.decision(round));
    Tree.Node standing = tree.read(layout.decision(round));
    if (standing == null) {
      return; // somebody cleared it, so that all is done
    }
    Outcome outcome = standing.message().outcome();
    halts.at(Step.DECIDED);
    int applied = countAcknowledgements(round);
    halts.at(Step.SETTLED);
    line.tell("settled " + round + " " + outcome.name().toLowerCase(Locale.ROOT) + " " + applied);
    clear(round);
    halts.at(Step.CLEARED);
  }

  /** Says with the own token what an older one has said; a newer one ends the office. */
  private void repeat(String path) throws IOException, KeeperException, InterruptedException {
    while (true) {
      Tree.Node node = tree.read(path);
      if (node == null || node.message().token() == token) {
        return;
      }
      if (node.message().token() > token) {
        throw new SucceededException(token, node.message().token());
      }
      if (tree.write(path, new Message(token, node.message().word()), node.version())) {
        return;
      }
    }
  }

  private Outcome countVotes(long round) throws IOException, KeeperException, InterruptedException {
    Tree.Node proposal = tree.read(layout.round(round));
    if (proposal == null) {
      return Outcome.ABORT; // somebody cleared it: there is nothing to decide any more
    }
    Ballot ballot = new Ballot(participants, proposal.createdMillis(), limit.toMillis());
    long deadline = System.nanoTime() + limit.toNanos();
    boolean isLast;
    do {
      isLast = System.nanoTime() - deadline >= 0;
      changes.drain();
      collect(round, ballot);
      if (ballot.outcome() != null) {
        return ballot.outcome();
      }
      changes.await(deadline - System.nanoTime());
    } while (!isLast); // a vote that came in time counts, however late it is seen
    return Outcome.ABORT;
  }

  private void collect(long round, Ballot ballot)
      throws IOException, KeeperException, InterruptedException {
    for (String participant : tree.children(layout.votes(round))) {
      if (!ballot.has(participant)) {
        Tree.Node vote = tree.read(layout.vote(round, participant));
        if (vote != null) {
          ballot.cast(participant, vote.message().outcome(), vote.createdMillis());
        }
      }
    }
  }

  private int countAcknowledgements(long round)
      throws IOException, KeeperException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    List<String> done;
    do {
      changes.drain();
      done = tree.children(layout.acknowledgements(round));
      if (done.size() == participants
          || (done.size() >= participants / 2 + 1 && isAcknowledged(round, done))) {
        return done.size();
      }
    } while (changes.await(deadline - System.nanoTime()));
    return done.size();
  }

  private boolean isAcknowledged(long round, List<String> done)
      throws IOException, KeeperException, InterruptedException {
    return Set.copyOf(done).containsAll(tree.children(layout.votes(round)));
  }

  /** Removes a round, unless somebody who voted has not acknowledged, or votes meanwhile. */
  private void clear(long round) throws IOException, KeeperException, InterruptedException {
    List<String> votes = tree.children(layout.votes(round));
    List<String> done = tree.children(layout.acknowledgements(round));
    if (!Set.copyOf(done).containsAll(votes)) {
      return;
    }
    List<Op> operations = new ArrayList<>();
    votes.forEach(name -> operations.add(Op.delete(layout.vote(round, name), -1)));
    done.forEach(name -> operations.add(Op.delete(layout.acknowledgement(round, name), -1)));
    operations.add(Op.delete(layout.votes(round), -1));
    operations.add(Op.delete(layout.acknowledgements(round), -1));
    operations.add(Op.delete(layout.decision(round), -1));
    operations.add(Op.delete(layout.round(round), -1));
    tree.all(operations);
  }

  private List<Long> standing() throws IOException, KeeperException, InterruptedException {
    return tree.children(layout.rounds()).stream().map(Long::valueOf).sorted().toList();
  }

  private Tree.Node standing(String path)
      throws IOException, KeeperException, InterruptedException {
    Tree.Node node = tree.read(path);
    if (node == null) {
      throw new IllegalStateException("the register was closed by somebody else: no " + path);
    }
    return node;
  }
}
