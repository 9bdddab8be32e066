package io.zklocked.contract;

import io.zklocked.contract.ContractRunner.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of each rule, each way: a table for people. For one thread. */
final class ContractTable {

  private final Map<ContractRun, Map<Integer, Verdict>> columns = new LinkedHashMap<>();

  void add(ContractRun run, Map<Integer, Verdict> verdicts) {
    columns.put(run, verdicts);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("%-70s".formatted("rule"));
    columns.keySet().forEach(run -> head.append(" %14s".formatted(run.title())));
    lines.add(head.toString());
    for (int i = 0; i < Contract.RULES.size(); i++) {
      StringBuilder line = new StringBuilder("%-70s".formatted(Contract.RULES.get(i).sentence()));
      for (Map.Entry<ContractRun, Map<Integer, Verdict>> column : columns.entrySet()) {
        line.append(" %14s".formatted(cell(i, column.getKey(), column.getValue())));
      }
      lines.add(line.toString());
    }
    StringBuilder sums = new StringBuilder("%-70s".formatted("holds of those that apply"));
    columns.forEach(
        (run, verdicts) ->
            sums.append(" %14s".formatted(held(verdicts) + " of " + applying(run.launch().way()))));
    lines.add(sums.toString());
    for (Rule rule : Contract.RULES) {
      rule.notFor()
          .forEach((way, why) -> lines.add("not " + way + ": " + rule.sentence() + ": " + why));
    }
    return lines;
  }

  private static String cell(int index, ContractRun run, Map<Integer, Verdict> verdicts) {
    if (Contract.RULES.get(index).notFor().containsKey(run.launch().way())) {
      return "-";
    }
    Verdict verdict = verdicts.get(index);
    if (verdict == null) {
      return "DID NOT RUN";
    }
    return verdict.holds() ? "ok " + verdict.millis() + " ms" : "BROKEN";
  }

  private static long held(Map<Integer, Verdict> verdicts) {
    return verdicts.values().stream().filter(Verdict::holds).count();
  }

  private static long applying(Way way) {
    return Contract.RULES.stream().filter(rule -> !rule.notFor().containsKey(way)).count();
  }
}
