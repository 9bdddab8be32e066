package io.zklocked.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** One key, and more and more threads of one JVM that want it. */
final class ThreadScale implements ScalePart {

  private static final List<Integer> THREADS = List.of(1, 10, 100, 1_000);

  private static final int WARM_THREADS = 32;

  private final Setting setting;

  ThreadScale(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public String title() {
    return "One key, threads of one JVM, empty body";
  }

  @Override
  public List<String> measure() throws Exception {
    Table table = new Table(LoadRow.headings("threads"));
    try (ZkLockedPeer peer = ZkLockedPeer.open(setting.addresses())) {
      new Load(WARM_THREADS, 0, setting.pace().loadNanos(), 0).run(() -> peer.mutex("threads"));
      for (int threads : THREADS) {
        setting.progress().println("  " + threads + " threads");
        table.add(LoadRow.measure(setting, threads, () -> peer.mutex("threads")));
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("  " + LoadRow.NOTE);
    return lines;
  }
}
