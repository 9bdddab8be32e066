package io.zklocked.contract;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockMode;
import io.zklocked.ZkLockException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Another process that locks the same way: does what it is told on standard input, one line a
 * command, and says on standard output what came of it. Ends when its input ends.
 */
public final class Rival {

  /** Begins what is said, so that nothing else on standard output can be taken for it. */
  static final String SAYS = "#rival ";

  private final Subject subject;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  private Rival(Subject subject) {
    this.subject = subject;
  }

  /**
   * Starts.
   *
   * @param args the way, and the configuration as the agent takes it
   * @throws IOException if the input fails
   */
  public static void main(String[] args) throws IOException {
    Rival rival = new Rival(Subjects.of(Way.valueOf(args[0]), args[1]));
    say("ready");
    try (BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        rival.obey(line.split(" ", 2));
      }
    }
    System.exit(0);
  }

  private void obey(String[] command) {
    String key = command[1];
    switch (command[0]) {
      case "hold" -> Task.start("rival-hold", () -> hold(key));
      case "hold-in" -> Task.start("rival-hold", () -> holdIn(words(key)));
      case "once-in" -> Task.start("rival-once", () -> onceIn(words(key)));
      case "open" -> gates.remove(key).open();
      case "once" -> Task.start("rival-once", () -> once(key));
      case "patient" -> Task.start("rival-patient", () -> patient(key));
      case "skip" -> Task.start("rival-skip", () -> skip(key));
      default -> say("unknown " + command[0]);
    }
  }

  private Object hold(String key) {
    Gate gate = new Gate();
    gates.put(key, gate);
    return report("left", () -> subject.hold(key, () -> stay(gate)));
  }

  private Object holdIn(String[] modeAndKey) {
    Gate gate = new Gate();
    gates.put(modeAndKey[1], gate);
    LockMode mode = LockMode.valueOf(modeAndKey[0]);
    return report("left", () -> subject.holdIn(mode, modeAndKey[1], () -> stay(gate)));
  }

  private static String stay(Gate gate) throws Exception {
    say("entered " + HeldLock.current().fencingToken());
    return gate.run();
  }

  private Object onceIn(String[] modeAndKey) {
    LockMode mode = LockMode.valueOf(modeAndKey[0]);
    return report("once", () -> subject.tryOnceIn(mode, modeAndKey[1], () -> "ran"));
  }

  private static String[] words(String text) {
    return text.split(" ", 2);
  }

  private Object once(String key) {
    return report("once", () -> subject.tryOnce(key, () -> "ran"));
  }

  private Object patient(String key) {
    return report("patient", () -> subject.holdPatiently(key, () -> "ran"));
  }

  private Object skip(String key) {
    return report("skip", () -> subject.skip(key, Rival::workForASecond).orElse("skipped"));
  }

  private static String workForASecond() throws InterruptedException {
    boolean ended = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
    return ended ? "" : "ran";
  }

  private static Object report(String command, Subject.Body<String> work) {
    long start = System.nanoTime();
    String outcome = outcome(work);
    say(command + " " + outcome + " " + (System.nanoTime() - start) / 1_000_000);
    return outcome;
  }

  /** What came of work: its result, or what is said of its failure. */
  static String outcome(Subject.Body<String> work) {
    try {
      return work.run();
    } catch (Exception e) {
      return name(e);
    }
  }

  private static String name(Throwable failure) {
    if (failure instanceof LockBusyException) {
      return "busy";
    }
    return failure instanceof ZkLockException
        ? failure.getClass().getSimpleName()
        : failure.toString().replace('\n', ' ');
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(SAYS + line);
      System.out.flush();
    }
  }
}
