package io.zklocked.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** More and more distinct keys, locked one after another by one thread. */
final class KeyScale implements ScalePart {

  private static final int FEWEST = 1_000;
  private static final int TENTHS = 10;
  private static final Duration IDLE = Duration.ofSeconds(90);
  private static final double SPARE_MEBIBYTES = 1;

  private static final List<String> HEADINGS =
      List.of(
          "distinct keys",
          "calls/s, first tenth",
          "last tenth",
          "last of first",
          "heap before, MiB",
          "right after",
          "after idling",
          "nodes right after",
          "after idling",
          "idle, s");

  private final Setting setting;

  KeyScale(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public String title() {
    return "Distinct keys, one after another, one thread";
  }

  @Override
  public List<String> measure() throws Exception {
    Table table = new Table(HEADINGS);
    List<String> bars = new ArrayList<>();
    try (ZkLockedPeer peer = ZkLockedPeer.open(setting.addresses())) {
      lockEach(peer, "warm", FEWEST);
      setting.onlooker().leftAfter(IDLE);
      for (int keys = FEWEST; keys <= setting.options().keys(); keys *= 10) {
        bars = row(peer, keys, table);
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.addAll(bars);
    return lines;
  }

  private List<String> row(ZkLockedPeer peer, int keys, Table table) throws Exception {
    double heapBefore = Heap.usedMebibytes();
    double[] tenths = lockEach(peer, "keys-" + keys, keys);
    double heapAfter = Heap.usedMebibytes();
    int nodesAfter = setting.onlooker().nodes();
    long idleSince = System.nanoTime();
    int left = setting.onlooker().leftAfter(IDLE);
    double idleSeconds = (System.nanoTime() - idleSince) / 1e9;
    double heapIdle = Heap.usedMebibytes();
    double ratio = tenths[TENTHS - 1] / tenths[0];
    table.add(
        List.of(
            Words.number(keys),
            Words.number(tenths[0]),
            Words.number(tenths[TENTHS - 1]),
            Words.number(ratio),
            Words.number(heapBefore),
            Words.number(heapAfter),
            Words.number(heapIdle),
            String.valueOf(nodesAfter),
            String.valueOf(left),
            Words.number(idleSeconds)));
    return List.of(
        Bar.line(ratio >= 0.9, "last tenth at least 0.90 of the first: " + Words.number(ratio)),
        Bar.line(
            heapIdle <= heapBefore + SPARE_MEBIBYTES,
            "heap back to its start (and %s MiB): %s MiB, then %s MiB"
                .formatted(
                    Words.number(SPARE_MEBIBYTES),
                    Words.number(heapBefore),
                    Words.number(heapIdle))),
        Bar.line(left == 0, "no directory left after idling: " + left));
  }

  /** Locks each of so many keys once; gives the calls a second of each tenth of them. */
  private double[] lockEach(ZkLockedPeer peer, String prefix, int keys) {
    double[] perSecond = new double[TENTHS];
    int share = keys / TENTHS;
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      setting.progress().printf("  %,d keys, %d0 %%%n", keys, tenth);
      long begin = System.nanoTime();
      for (int key = tenth * share; key < (tenth + 1) * share; key++) {
        peer.hold(prefix + "-" + key).close();
      }
      perSecond[tenth] = share * 1e9 / (System.nanoTime() - begin);
    }
    return perSecond;
  }
}
