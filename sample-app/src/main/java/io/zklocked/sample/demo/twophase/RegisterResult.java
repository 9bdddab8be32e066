package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.page.Table;
import io.zklocked.sample.twophase.Histories;
import io.zklocked.sample.twophase.Histories.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What a run came to. Immutable, but for the board, which nobody writes any more.
 *
 * @param writes how many values were written
 * @param faults of each round
 * @param histories what the participants wrote down
 * @param board what the processes told
 * @param reads what the reads came to
 * @param leftovers nodes of the register that stand
 * @param participants how many
 * @param took from the first write to the last
 */
record RegisterResult(
    int writes,
    Map<Long, Fault> faults,
    Histories histories,
    Board board,
    Reads.Tally reads,
    List<String> leftovers,
    int participants,
    Duration took) {

  NavigableMap<Long, Fate> fates() {
    return histories.fates(board.proposed(), board.settled());
  }

  /** Rounds in which a vote was prevented, and that were committed all the same. */
  List<Long> committedWithoutConsent() {
    return fates().entrySet().stream()
        .filter(entry -> entry.getValue() == Fate.COMMITTED)
        .map(Map.Entry::getKey)
        .filter(round -> faults.getOrDefault(round, Fault.NONE).prevents())
        .toList();
  }

  /** A row for each fault that was tried, in the order of the protocol. */
  Table table() {
    List<Fault> kinds = new ArrayList<>(List.of(Fault.NONE));
    kinds.addAll(Fault.all());
    List<List<String>> rows = new ArrayList<>();
    for (Fault fault : kinds) {
      List<Long> rounds =
          fates().keySet().stream()
              .filter(round -> faults.getOrDefault(round, Fault.NONE).equals(fault))
              .toList();
      if (!rounds.isEmpty()) {
        rows.add(row(fault, rounds));
      }
    }
    return new Table(1, List.of("fault", "commit", "abort", "differ", "stuck", "longest"), rows);
  }

  private List<String> row(Fault fault, List<Long> rounds) {
    List<Fate> fates =
        fates().entrySet().stream()
            .filter(entry -> rounds.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    List<String> row = new ArrayList<>(List.of(fault.inWords()));
    for (Fate fate : Fate.values()) {
      row.add(String.valueOf(Histories.count(fates, fate)));
    }
    Duration longest =
        rounds.stream().map(board::took).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    row.add(Html.format("%.2f s", longest.toNanos() / 1e9));
    return row;
  }
}
