package io.zklocked.sample.twophase;

import io.zklocked.sample.twophase.Journal.Entry;
import io.zklocked.sample.twophase.Journal.Kind;
import io.zklocked.sample.worker.LauncherLine;
import io.zklocked.sample.worker.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * One register, and its part in each round; see the package. Confined to one thread, but for {@link
 * #will} and {@link #register}.
 */
final class Participant {

  /** How it answers a proposal. */
  enum Will {
    YES,
    NO,
    LATE
  }

  private record Answer(String value, Will will) {
    Will to(String proposed) {
      return proposed.equals(value) ? will : Will.YES;
    }
  }

  /** What the register holds. */
  record Register(long round, String value) {}

  private static final Register EMPTY = new Register(0, "-");

  private final String name;
  private final Layout layout;
  private final Tree tree;
  private final Journal journal;
  private final Halts halts;
  private final LauncherLine line;
  private final Duration lateness;
  private final Map<Long, Entry> votes = new HashMap<>();
  private final Map<Long, Outcome> decided = new HashMap<>();
  private final Set<Long> sent = new HashSet<>();
  private final Set<Long> acknowledged = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private volatile Answer willed = new Answer("", Will.YES);
  private volatile Register register = EMPTY;
  private long newestToken;

  /**
   * A participant, with what its journal says.
   *
   * @param lateness how long it waits before it votes when it is to be late
   */
  Participant(Member member, String name, Journal journal, Duration lateness) {
    this.name = name;
    this.layout = member.layout();
    this.tree = member.tree();
    this.journal = journal;
    this.halts = member.halts();
    this.line = member.line();
    this.lateness = lateness;
    journal.entries().forEach(this::remember);
  }

  /** Says how the proposal of a value is answered; every other one is with yes. */
  void will(String value, Will answer) {
    willed = new Answer(value, answer);
  }

  /** What the register holds now; never waits for anything. */
  Register register() {
    return register;
  }

  /** Takes part as long as there are rounds. */
  void takePart(Signal changes, BooleanSupplier isOver)
      throws IOException, KeeperException, InterruptedException {
    look();
    line.tell("present");
    while (!isOver.getAsBoolean()) {
      changes.drain();
      look();
      changes.await(TimeUnit.SECONDS.toNanos(2)); // a watch that was lost with its session
    }
    look(); // the last round may have gone while a late vote was written
  }

  /** Does all that can be done now. */
  void look() throws IOException, KeeperException, InterruptedException {
    Tree.Node office = tree.expect(layout.rounds());
    if (office != null) {
      newestToken = Math.max(newestToken, office.message().token());
    }
    List<Long> standing =
        tree.children(layout.rounds()).stream().map(Long::valueOf).sorted().toList();
    for (long round : standing) {
      if (!attend(round)) {
        break; // values are taken in the order of the rounds, whoever's turn it is to decide
      }
    }
    settleWhatIsGone(Set.copyOf(standing));
  }

  /** Does what a round asks for now; tells whether the next one may be looked at. */
  private boolean attend(long round) throws IOException, KeeperException, InterruptedException {
    if (decided.containsKey(round)) {
      acknowledge(round);
      return true;
    }
    Tree.Node proposal = tree.read(layout.round(round));
    if (proposal == null) {
      return true; // gone meanwhile, and so not committed: the next look settles it
    }
    Message decision = decision(round);
    if (decision == null && isNewest(proposal.message(), "the proposal of round " + round)) {
      vote(round, proposal.message());
      decision = decision(round);
    }
    if (decision != null) {
      halts.at(Step.DECISION_SEEN);
      decide(round, decision.outcome(), proposal.message().word());
      acknowledge(round);
    }
    return decision != null;
  }

  private void vote(long round, Message proposal)
      throws IOException, KeeperException, InterruptedException {
    Entry vote = votes.get(round);
    if (vote == null) {
      halts.at(Step.PROPOSAL_SEEN);
      Will answer = willed.to(proposal.word());
      if (answer == Will.LATE) {
        TimeUnit.NANOSECONDS.sleep(lateness.toNanos());
      }
      Outcome outcome = answer == Will.NO ? Outcome.ABORT : Outcome.COMMIT;
      vote = new Entry(Kind.VOTED, round, outcome, proposal.word());
      journal.append(vote);
      remember(vote);
      line.tell(Moment.now(Moment.Kind.WAITS, 0, "in doubt of round " + round));
      halts.at(Step.VOTE_LOGGED);
    }
    if (!sent.contains(round)) {
      Message message = Message.of(proposal.token(), vote.outcome());
      if (tree.create(layout.vote(round, name), message)) {
        sent.add(round);
        halts.at(Step.VOTED);
      }
    }
  }

  private @Nullable Message decision(long round)
      throws IOException, KeeperException, InterruptedException {
    Tree.Node node = tree.expect(layout.decision(round));
    return node != null && isNewest(node.message(), "the decision of round " + round)
        ? node.message()
        : null;
  }

  /** Refuses what comes from a coordinator that has a successor. */
  private boolean isNewest(Message message, String what) {
    if (message.token() >= newestToken) {
      newestToken = message.token();
      return true;
    }
    String refusal =
        "refused %s with token %x, having seen %x".formatted(what, message.token(), newestToken);
    if (refused.add(refusal)) {
      line.tell(refusal);
    }
    return false;
  }

  /**
   * A round that is gone was cleared, which takes an acknowledgement for every vote on the
   * ensemble. So the vote of this participant never got there, and without it nothing was
   * committed.
   */
  private void settleWhatIsGone(Set<Long> standing) throws IOException, InterruptedException {
    for (Entry vote : List.copyOf(votes.values())) {
      if (!decided.containsKey(vote.round()) && !standing.contains(vote.round())) {
        decide(vote.round(), Outcome.ABORT, vote.value());
      }
    }
  }

  private void decide(long round, Outcome outcome, String value)
      throws IOException, InterruptedException {
    Entry decision = new Entry(Kind.DECIDED, round, outcome, value);
    journal.append(decision);
    remember(decision);
    line.tell(Moment.now(Moment.Kind.LEAVES, 0, outcome.word() + " of round " + round));
    line.tell("applied " + round + " " + outcome.word());
    halts.at(Step.APPLIED);
  }

  private void acknowledge(long round) throws IOException, KeeperException, InterruptedException {
    if (votes.containsKey(round) && acknowledged.add(round)) {
      Message message = new Message(newestToken, "done");
      if (tree.create(layout.acknowledgement(round, name), message)) {
        halts.at(Step.ACKNOWLEDGED);
      }
    }
  }

  private void remember(Entry entry) {
    if (entry.kind() == Kind.VOTED) {
      votes.put(entry.round(), entry);
    } else {
      decided.put(entry.round(), entry.outcome());
      if (entry.outcome() == Outcome.COMMIT) {
        register = new Register(entry.round(), entry.value());
      }
    }
  }
}
