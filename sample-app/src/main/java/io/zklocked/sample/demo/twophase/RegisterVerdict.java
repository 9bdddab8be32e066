package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.twophase.Histories;
import io.zklocked.sample.twophase.Histories.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** Judges a run by what the participants wrote down, and by what stands on the ensemble. */
final class RegisterVerdict {

  private RegisterVerdict() {}

  static List<Check> of(RegisterResult result) {
    NavigableMap<Long, Fate> fates = result.fates();
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            fates.size() >= result.writes() && Histories.count(fates.values(), Fate.COMMITTED) > 0,
            "%,d rounds for %,d writes: %,d committed, %,d aborted"
                .formatted(
                    fates.size(),
                    result.writes(),
                    Histories.count(fates.values(), Fate.COMMITTED),
                    Histories.count(fates.values(), Fate.ABORTED))));
    checks.add(willing(result));
    checks.add(none(Fate.DIFFERING, fates));
    checks.add(none(Fate.STUCK, fates));
    checks.add(
        empty(
            result.histories().otherSequences(),
            "all registers took the same values in the same order",
            "registers took other values, or in another order"));
    checks.add(
        empty(
            result.board().contradictions(),
            "no two coordinators told different outcomes of a round",
            "rounds were told to end in two ways"));
    checks.add(
        empty(
            result.committedWithoutConsent(),
            "where one voted no, voted too late, or was down before it voted, all aborted",
            "rounds were committed without everybody's vote"));
    boolean isStopped =
        result.faults().values().stream()
            .anyMatch(fault -> fault.kind() == Fault.Kind.COORDINATOR_STOPPED);
    if (isStopped) {
      checks.add(refused(result.board().refusals()));
    }
    checks.add(reads(result));
    checks.add(
        empty(
            result.leftovers(), "nothing of the register is left on ZooKeeper", "nodes are left"));
    return checks;
  }

  /** A vote may come too late by itself where the machine is busy: in one round of twenty. */
  private static Check willing(RegisterResult result) {
    long rounds = 0;
    long aborted = 0;
    for (Map.Entry<Long, Fate> round : result.fates().entrySet()) {
      if (!result.faults().getOrDefault(round.getKey(), Fault.NONE).prevents()) {
        rounds++;
        aborted += round.getValue() == Fate.ABORTED ? 1 : 0;
      }
    }
    return new Check(
        aborted <= Math.max(1, rounds / 20),
        "%,d of %,d rounds in which all were willing to vote were aborted (at most 1, or 1 of 20)"
            .formatted(aborted, rounds));
  }

  private static Check refused(List<String> refusals) {
    return new Check(
        !refusals.isEmpty(),
        refusals.isEmpty()
            ? "no message with an older token came to a participant that knew a newer one"
            : "%d messages of a coordinator that had a successor were refused, the first: %s"
                .formatted(refusals.size(), refusals.get(0)));
  }

  private static Check reads(RegisterResult result) {
    Reads.Tally reads = result.reads();
    boolean isAnyDown = result.faults().values().stream().anyMatch(Fault::takesDown);
    return new Check(
        reads.unanswered() == 0
            && reads.wrong() == 0
            && (reads.whileSomeAreDown() > 0 || !isAnyDown),
        "%,d reads, %,d of them while registers were down: %d unanswered, %d stale or wrong"
            .formatted(reads.reads(), reads.whileSomeAreDown(), reads.unanswered(), reads.wrong()));
  }

  private static Check none(Fate fate, NavigableMap<Long, Fate> fates) {
    long number = Histories.count(fates.values(), fate);
    String first =
        fates.entrySet().stream()
            .filter(entry -> entry.getValue() == fate)
            .map(entry -> ", the first is round " + entry.getKey())
            .findFirst()
            .orElse("");
    return new Check(
        number == 0,
        "%s: %d%s".formatted(fate == Fate.STUCK ? "stuck" : "differing", number, first));
  }

  private static Check empty(List<?> found, String good, String bad) {
    return new Check(
        found.isEmpty(),
        found.isEmpty() ? good : "%d %s, the first: %s".formatted(found.size(), bad, found.get(0)));
  }
}
