package io.zklocked.cli.run;

import io.zklocked.LockBusyException;

/** What is said of a lock that somebody else holds. */
final class Busy {

  private Busy() {}

  static String sentence(LockBusyException busy) {
    String holder = busy.holder();
    StringBuilder text = new StringBuilder("Lock '").append(busy.resource()).append("' is busy");
    if (busy.waited() != null) {
      text.append(" after ").append(busy.waited().toMillis()).append(" ms");
    }
    text.append(": held by ").append(holder == null ? "somebody unknown" : holder);
    if (busy.since() != null) {
      text.append(", in line since ").append(busy.since());
    }
    return text.append(
            ". The command was not run. Wait longer (--wait-time), or see who is in line: zklocked queue ")
        .append(busy.resource())
        .toString();
  }
}
