package io.zklocked.sample.twophase;

import io.zklocked.sample.twophase.Journal.Entry;
import io.zklocked.sample.twophase.Journal.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all participants wrote down, compared round by round. Immutable.
 *
 * @param journals the entries of each participant
 */
public record Histories(Map<String, List<Entry>> journals) {

  /** Copies the journals. */
  public Histories {
    Map<String, List<Entry>> copies = new TreeMap<>();
    journals.forEach((participant, entries) -> copies.put(participant, List.copyOf(entries)));
    journals = copies;
  }

  /** What became of a round. */
  public enum Fate {
    /** Every register has its value. */
    COMMITTED,
    /** No register has its value. */
    ABORTED,
    /** Registers, or what was promised, differ. */
    DIFFERING,
    /** Somebody is in doubt, or nobody knows a decision. */
    STUCK
  }

  /**
   * Judges every round.
   *
   * @param proposed the value of each round that was proposed, by its number
   * @param settled the outcome that a coordinator told of a round, by its number
   * @return the fate of each that was proposed or that a journal speaks of
   */
  public NavigableMap<Long, Fate> fates(Map<Long, String> proposed, Map<Long, Outcome> settled) {
    Map<Long, String> rounds = new TreeMap<>(proposed);
    journals.values().stream()
        .flatMap(List::stream)
        .forEach(entry -> rounds.putIfAbsent(entry.round(), entry.value()));
    NavigableMap<Long, Fate> fates = new TreeMap<>();
    rounds.forEach((round, value) -> fates.put(round, fate(round, value, settled.get(round))));
    return fates;
  }

  private Fate fate(long round, String value, @Nullable Outcome settled) {
    int commits = 0;
    int aborts = 0;
    int doubts = 0;
    for (List<Entry> journal : journals.values()) {
      List<Entry> votes = of(journal, round, Kind.VOTED);
      List<Entry> decisions = of(journal, round, Kind.DECIDED);
      boolean isWilling = votes.size() == 1 && votes.get(0).outcome() == Outcome.COMMIT;
      if (votes.size() > 1 || decisions.size() > 1) {
        return Fate.DIFFERING; // whoever changes its mind, differs from itself
      }
      if (decisions.isEmpty()) {
        doubts += votes.size();
      } else if (decisions.get(0).outcome() == Outcome.ABORT) {
        aborts++;
      } else if (isWilling && decisions.get(0).value().equals(value)) {
        commits++;
      } else {
        return Fate.DIFFERING; // committed without its own consent, or something else
      }
    }
    boolean isCommitted = commits > 0 || settled == Outcome.COMMIT;
    boolean isAborted = aborts > 0 || settled == Outcome.ABORT;
    if (isCommitted && isAborted) {
      return Fate.DIFFERING;
    }
    if (doubts > 0 || !(isCommitted || isAborted)) {
      return Fate.STUCK;
    }
    if (isCommitted) {
      return commits == journals.size() ? Fate.COMMITTED : Fate.DIFFERING;
    }
    return Fate.ABORTED;
  }

  /**
   * Compares the registers as wholes: which values they took, in which order.
   *
   * @return each participant whose sequence is another than the first one's, as a line of text
   */
  public List<String> otherSequences() {
    Map<String, List<Entry>> sequences = new TreeMap<>();
    journals.forEach((participant, journal) -> sequences.put(participant, committed(journal)));
    List<String> found = new ArrayList<>();
    List<Entry> first = sequences.values().stream().findFirst().orElse(List.of());
    sequences.forEach(
        (participant, sequence) -> {
          if (!sequence.equals(first)) {
            found.add(
                "%s took %d values, and another %d, or in another order"
                    .formatted(participant, sequence.size(), first.size()));
          }
          long last = 0;
          for (Entry entry : sequence) {
            if (entry.round() <= last) {
              found.add("%s took round %d after %d".formatted(participant, entry.round(), last));
            }
            last = entry.round();
          }
        });
    return found;
  }

  /**
   * How often a fate came about.
   *
   * @param fates of rounds
   * @param fate to be counted
   * @return how many of them it is
   */
  public static long count(Collection<Fate> fates, Fate fate) {
    return fates.stream().filter(fate::equals).count();
  }

  private static List<Entry> committed(List<Entry> journal) {
    return journal.stream()
        .filter(entry -> entry.kind() == Kind.DECIDED && entry.outcome() == Outcome.COMMIT)
        .toList();
  }

  private static List<Entry> of(List<Entry> journal, long round, Kind kind) {
    return journal.stream()
        .filter(entry -> entry.round() == round && entry.kind() == kind)
        .toList();
  }
}
