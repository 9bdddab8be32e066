package io.zklocked.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of one call of the command in this JVM. Immutable.
 *
 * @param exitCode what it ended with
 * @param out standard output
 * @param err standard error
 */
record Outcome(int exitCode, String out, String err) {

  static Outcome with(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Zklocked.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** A call with an ensemble. */
  static Outcome at(String connect, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--connect=" + connect);
    return with(all.toArray(String[]::new));
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
