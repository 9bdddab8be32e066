package io.zklocked.benchmarks;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One key, and more and more sessions that want it, each with one thread. */
final class SessionScale implements ScalePart {

  private static final List<Integer> SESSIONS = List.of(1, 2, 4, 8, 16, 32, 64);

  private final Setting setting;

  SessionScale(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public String title() {
    return "One key, client sessions of one thread each, empty body";
  }

  @Override
  public List<String> measure() throws Exception {
    Table table = new Table(LoadRow.headings("sessions"));
    for (int count : SESSIONS) {
      setting.progress().println("  " + count + " sessions");
      try (Sessions sessions = Sessions.open(count, setting.addresses())) {
        Iterator<ZkLockedPeer> each = sessions.peers().iterator();
        table.add(LoadRow.measure(setting, count, () -> each.next().mutex("sessions")));
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("  " + LoadRow.NOTE);
    return lines;
  }
}
