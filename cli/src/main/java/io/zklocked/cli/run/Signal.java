package io.zklocked.cli.run;

import java.util.List;

/** The signals that are sent to a command, by their names without SIG. */
enum Signal {
  HUP(1),
  INT(2),
  QUIT(3),
  KILL(9),
  USR1(10),
  USR2(12),
  TERM(15),
  CONT(18);

  /** Those that are passed on; the JVM keeps QUIT for itself, and shows its threads. */
  static final List<Signal> FORWARDED = List.of(HUP, INT, USR1, USR2, TERM);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  /** The exit code of a process that it has ended; the numbers are those of Linux. */
  int exitCode() {
    return 128 + number;
  }
}
