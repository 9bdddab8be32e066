package io.zklocked.contract;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Runs all rules one way, in one JVM, and prints a line for each. */
public final class ContractRunner {

  /** The system property that says where the server is, for those who look at it from outside. */
  static final String SERVER = "contract.server";

  private ContractRunner() {}

  /**
   * Runs.
   *
   * @param args the way, and the configuration as the agent takes it
   * @throws Exception if the stage cannot be closed
   */
  public static void main(String[] args) throws Exception {
    Way way = Way.valueOf(args[0]);
    try (Stage stage = new Stage(way, args[1], System.getProperty(SERVER))) {
      for (int i = 0; i < Contract.RULES.size(); i++) {
        Rule rule = Contract.RULES.get(i);
        if (!rule.notFor().containsKey(way)) {
          System.out.println(run(i, rule, stage).line());
          System.out.flush();
        }
      }
    }
    System.exit(0);
  }

  private static Verdict run(int index, Rule rule, Stage stage) {
    long start = System.nanoTime();
    String failure = "";
    try {
      rule.check().on(stage);
    } catch (Throwable e) { // whatever it is, the rule does not hold
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      failure = trace.toString();
    }
    return new Verdict(index, (System.nanoTime() - start) / 1_000_000, failure);
  }

  /**
   * What came of a rule.
   *
   * @param index which one
   * @param millis how long it took
   * @param failure why it does not hold; empty if it does
   */
  record Verdict(int index, long millis, String failure) {

    private static final String STARTS = "#rule";

    boolean holds() {
      return failure.isEmpty();
    }

    String line() {
      String text = Base64.getEncoder().encodeToString(failure.getBytes(StandardCharsets.UTF_8));
      return STARTS + " " + index + " " + millis + " " + (text.isEmpty() ? "-" : text);
    }

    static boolean isLine(String line) {
      return line.startsWith(STARTS);
    }

    static Verdict parse(String line) {
      String[] parts = line.split(" ", -1);
      String text =
          parts[3].equals("-")
              ? ""
              : new String(Base64.getDecoder().decode(parts[3]), StandardCharsets.UTF_8);
      return new Verdict(Integer.parseInt(parts[1]), Long.parseLong(parts[2]), text);
    }
  }
}
