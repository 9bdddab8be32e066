package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.demo.stage.DemoException;
import io.zklocked.sample.demo.stage.History;
import io.zklocked.sample.twophase.Outcome;
import io.zklocked.sample.twophase.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the processes have told so far. Thread-safe: one lock guards all of it, and conditions are
 * looked at under it.
 */
final class Board {

  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private final History history = new History();
  private final Map<Integer, Step> halted = new HashMap<>();
  private final Map<Integer, Integer> understood = new HashMap<>();
  private final Map<Integer, Long> pids = new HashMap<>();
  private final Set<Integer> present = new HashSet<>();
  private final Set<Integer> closed = new HashSet<>();
  private final Map<Long, String> proposed = new HashMap<>();
  private final Map<Long, Long> proposedNanos = new HashMap<>();
  private final Map<Long, Long> settledNanos = new HashMap<>();
  private final Map<Long, Outcome> settled = new HashMap<>();
  private final Map<Long, Integer> applied = new HashMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final Health health;
  private int office;
  private String term = "0";
  private int idle;

  /**
   * An empty board.
   *
   * @param health asked when nobody says what is waited for
   */
  Board(Health health) {
    this.health = health;
  }

  /** Fails if a process has ended that should be there. */
  @FunctionalInterface
  interface Health {
    void check() throws InterruptedException;
  }

  /** A coordinator in office, and the token by which its term is told from any other's. */
  record Office(int worker, String term) {}

  /** What a register answered. */
  record Answer(int participant, int question, long round, String value) {}

  /** Takes a line that a process printed. */
  void take(int worker, String line) {
    lock.lock();
    try {
      if (line.startsWith(":")) {
        takeTold(worker, line.substring(1));
        told.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void takeTold(int worker, String line) {
    if (history.take(worker, line)) {
      return;
    }
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "at" -> halted.put(worker, Step.valueOf(words[1].toUpperCase(Locale.ROOT)));
      case "understood" -> understood.merge(worker, 1, Integer::sum);
      case "pid" -> pids.put(worker, Long.valueOf(words[1]));
      case "present" -> present.add(worker);
      case "closed", "ended" -> closed.add(worker);
      case "office" -> {
        office = worker;
        term = words[1];
      }
      case "succeeded" -> {
        idle = idle == worker ? 0 : idle;
        office = office == worker ? 0 : office;
      }
      case "idle" -> idle = office == worker ? worker : idle;
      case "proposed" -> takeProposal(Long.parseLong(words[1]), words[2]);
      case "settled" -> {
        takeOutcome(Long.parseLong(words[1]), words[2]);
        applied.merge(Long.parseLong(words[1]), Integer.parseInt(words[3]), Math::max);
      }
      case "refused" -> refusals.add(line);
      case "value" ->
          answers.add(
              new Answer(worker, Integer.parseInt(words[1]), Long.parseLong(words[2]), words[3]));
      default -> {
        // what participants apply is compared from their journals
      }
    }
  }

  private void takeProposal(long round, String value) {
    proposed.putIfAbsent(round, value); // a successor tells it again
    proposedNanos.putIfAbsent(round, System.nanoTime());
  }

  private void takeOutcome(long round, String word) {
    Outcome outcome = Outcome.valueOf(word.toUpperCase(Locale.ROOT));
    Outcome before = settled.putIfAbsent(round, outcome);
    settledNanos.putIfAbsent(round, System.nanoTime());
    if (before != null && before != outcome) {
      contradictions.add("round %d was told to be %s and %s".formatted(round, before, outcome));
    }
  }

  /** A process was killed: what it said of itself holds no more. */
  void forget(int worker) {
    locked(
        () -> {
          halted.remove(worker);
          understood.remove(worker);
          present.remove(worker);
          office = office == worker ? 0 : office;
          idle = idle == worker ? 0 : idle;
          return true;
        });
  }

  /** A process goes on from where it stood still. */
  void goesOn(int worker) {
    locked(() -> halted.remove(worker) != null);
  }

  /** A coordinator is given something to do, unless it has lost its office: tells whether it is. */
  boolean busy(Office given) {
    return locked(
        () -> {
          if (idle != office || !given.equals(new Office(office, term))) {
            return false; // what the successor has said of itself holds
          }
          idle = 0;
          return true;
        });
  }

  /** Waits until the coordinator in office has nothing to do. */
  Office awaitIdle() throws InterruptedException {
    await(() -> idle != 0 && idle == office, "no coordinator came into office");
    return read(() -> new Office(office, term));
  }

  /**
   * Waits until a process stands still behind a step; gives up soon after a coordinator has nothing
   * to do any more, since then nobody comes to it.
   *
   * @return whether it does
   */
  boolean awaitHalt(int worker, Step step) throws InterruptedException {
    return awaitHalt(worker, step, () -> idle != 0);
  }

  /** The same for a coordinator; gives up as well soon after its successor stands still. */
  boolean awaitHalt(int worker, Step step, int successor) throws InterruptedException {
    return awaitHalt(worker, step, () -> idle != 0 || halted.containsKey(successor));
  }

  private boolean awaitHalt(int worker, Step step, BooleanSupplier isVain)
      throws InterruptedException {
    await(
        () -> halted.get(worker) == step || isVain.getAsBoolean(),
        "worker " + worker + " did not come to the step " + step.inWords());
    return awaitFor(() -> halted.get(worker) == step, GRACE);
  }

  boolean isHalted(int worker) {
    return read(() -> halted.containsKey(worker));
  }

  void awaitUnderstood(int worker, int orders) throws InterruptedException {
    await(() -> understood(worker) >= orders, "worker " + worker + " does not listen");
  }

  int understood(int worker) {
    return read(() -> understood.getOrDefault(worker, 0));
  }

  void awaitPresent(int worker) throws InterruptedException {
    await(() -> present.contains(worker), "participant " + worker + " did not come back");
  }

  /** Waits until a coordinator has closed the register, or has nothing to do: tells which. */
  boolean awaitClosedOrIdle(int worker) throws InterruptedException {
    await(
        () -> closed.contains(worker) || idle != 0,
        "worker " + worker + " did not come to its end");
    return read(() -> closed.contains(worker));
  }

  void awaitClosed(int worker) throws InterruptedException {
    await(() -> closed.contains(worker), "worker " + worker + " did not come to its end");
  }

  /**
   * Waits until a decision on a value is refused; gives up soon after its round was told to be
   * over, since then all have seen what could have been refused.
   *
   * @return whether it is
   */
  boolean awaitRefusal(String value) throws InterruptedException {
    await(
        () -> isAny(value, this::isRefused) || isAny(value, settled::containsKey),
        "the decision of a coordinator that had a successor was not refused, nor its round ended");
    return awaitFor(() -> isAny(value, this::isRefused), GRACE);
  }

  private boolean isRefused(long round) {
    return refusals.stream()
        .anyMatch(line -> line.startsWith("refused the decision of round " + round + " "));
  }

  private boolean isAny(String value, Predicate<Long> condition) {
    return proposed.entrySet().stream()
        .anyMatch(entry -> entry.getValue().equals(value) && condition.test(entry.getKey()));
  }

  /** Waits for so many answers to a question; gives those that came. */
  List<Answer> awaitAnswers(int question, int most, Duration patience) throws InterruptedException {
    awaitFor(() -> to(question).size() >= most, patience);
    return read(() -> to(question));
  }

  private List<Answer> to(int question) {
    return answers.stream().filter(answer -> answer.question() == question).toList();
  }

  Map<Long, String> proposed() {
    return read(() -> Map.copyOf(proposed));
  }

  Map<Long, Outcome> settled() {
    return read(() -> Map.copyOf(settled));
  }

  /**
   * The last round whose write has ended: it was committed, and told to have come to so many.
   *
   * @param participants that must have it
   * @return its number; 0 if there is none
   */
  long newestWrite(int participants) {
    return read(
        () ->
            settled.entrySet().stream()
                .filter(entry -> entry.getValue() == Outcome.COMMIT)
                .filter(entry -> applied.getOrDefault(entry.getKey(), 0) >= participants)
                .mapToLong(Map.Entry::getKey)
                .max()
                .orElse(0));
  }

  /** How long a round took, from its proposal until its end was told; negative if it was not. */
  Duration took(long round) {
    return read(
        () -> {
          Long end = settledNanos.get(round);
          return end == null
              ? Duration.ofSeconds(-1)
              : Duration.ofNanos(end - proposedNanos.getOrDefault(round, end));
        });
  }

  List<String> contradictions() {
    return read(() -> List.copyOf(contradictions));
  }

  List<String> refusals() {
    return read(() -> List.copyOf(refusals));
  }

  long pid(int worker) {
    return read(() -> pids.getOrDefault(worker, 0L));
  }

  boolean isPresent(int worker) {
    return read(() -> present.contains(worker));
  }

  History history() {
    return history;
  }

  private void await(BooleanSupplier condition, String otherwise) throws InterruptedException {
    if (!awaitFor(condition, PATIENCE)) {
      health.check();
      throw new DemoException("After %d s %s.".formatted(PATIENCE.toSeconds(), otherwise));
    }
  }

  private boolean awaitFor(BooleanSupplier condition, Duration patience)
      throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = told.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean locked(BooleanSupplier action) {
    return read(action::getAsBoolean);
  }

  private <T> T read(Supplier<T> look) {
    lock.lock();
    try {
      return look.get();
    } finally {
      lock.unlock();
    }
  }
}
