package io.zklocked.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A process under the agent that does what it is told on standard input, one line a command, and
 * ends when that ends: {@code <name> <port of the register> <log>}.
 */
final class WorkerProgram {

  private WorkerProgram() {}

  /** Runs until its input ends. */
  public static void main(String[] args) throws IOException {
    Section section = new Section();
    serve(args, (key, patience, body) -> enter(section, key, patience, body));
  }

  private static void enter(
      Section section, String key, Entrance.Patience patience, Entrance.Body body) {
    Runnable inside = () -> body.run(Belief.inHeldLock());
    switch (patience) {
      case LONG -> section.enter(key, inside);
      case ONCE -> section.enterOnce(key, inside);
      case HASTY -> section.enterHastily(key, inside);
      case SOON -> section.enterSoon(key, inside);
    }
  }

  /** Obeys, over a way into the section. */
  static void serve(String[] args, Entrance entrance) throws IOException {
    Visitors visitors =
        new Visitors(
            args[0],
            entrance,
            new RegisterClient(Integer.parseInt(args[1])),
            new VisitLog(args[2]));
    Visitors.say("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        visitors.obey(line.split(" ", -1));
      }
    }
    Lifeline.cut();
  }
}
