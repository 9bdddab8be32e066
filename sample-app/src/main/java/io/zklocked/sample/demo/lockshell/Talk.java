package io.zklocked.sample.demo.lockshell;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.stage.History;
import io.zklocked.sample.demo.stage.Screen;
import io.zklocked.sample.worker.Moment;
import io.zklocked.sample.worker.Moment.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the three users say, one after the other. Each answer is compared with what every server
 * shows behind it. Confined to one thread.
 */
final class Talk {

  static final String KEY = "printer";

  private final Screen screen;
  private final Line line;
  private final ShellClient one;
  private final ShellClient two;
  private final ShellClient three;
  private final History history = new History();
  private final List<Check> checks = new ArrayList<>();
  private Duration gap = Duration.ZERO;
  private Instant killed = Instant.EPOCH;

  Talk(Screen screen, Line line, List<ShellClient> clients) {
    this.screen = screen;
    this.line = line;
    this.one = clients.get(0);
    this.two = clients.get(1);
    this.three = clients.get(2);
  }

  /** Says everything. */
  void play() throws Exception {
    checkPreemptRelease();
    long token = refusedAndTakenByTheNext();
    killedWhileItHolds(token);
    one.leave();
    three.leave();
    expect(nobody(), "when all have left, no lock is left behind");
  }

  List<Check> checks() {
    return checks;
  }

  History history() {
    return history;
  }

  /** From the kill of a holder until the next one had the lock. */
  Duration gap() {
    return gap;
  }

  /** When the holder was killed. */
  Instant killed() {
    return killed;
  }

  private void checkPreemptRelease() throws Exception {
    boolean free = one.say("check " + KEY).contains("free");
    moment(one, Kind.WAITS);
    boolean taken = ShellClient.token(one.say("preempt " + KEY)) > 0;
    moment(one, Kind.HOLDS);
    expect(
        free && taken && owner(one),
        "the lock was free; preempted, it is %s's through each of the servers".formatted(one.id()));
    boolean seen = true;
    for (ShellClient client : List.of(one, two, three)) {
      seen &= client.say("check " + KEY).contains(one.id());
    }
    expect(seen, "each of the clients, at its own server, sees that owner");
  }

  private long refusedAndTakenByTheNext() throws Exception {
    moment(two, Kind.WAITS);
    String refused = two.say("preempt " + KEY);
    moment(two, Kind.LEAVES);
    history.mark(two.number(), Instant.now(), "refused");
    expect(
        refused.startsWith("Refused") && refused.contains(one.id()) && owner(one),
        "a preempt of the held lock is refused with its owner's id, and changes nothing");
    moment(one, Kind.LEAVES);
    boolean released = one.say("release " + KEY).startsWith("Released");
    boolean free = nobody();
    expect(
        released && free && three.say("check " + KEY).contains("free"),
        "released, it is free through each of the servers");
    moment(two, Kind.WAITS);
    long token = ShellClient.token(two.say("preempt " + KEY));
    moment(two, Kind.HOLDS);
    expect(owner(two), "preempted again, it is %s's".formatted(two.id()));
    return token;
  }

  private void killedWhileItHolds(long token) throws Exception {
    moment(one, Kind.WAITS);
    one.type("acquire " + KEY + " 2m");
    killed = Instant.now();
    two.kill();
    history.killed(two.number(), killed);
    screen.progress("  waiting until the session of the killed client has ended");
    long next = ShellClient.token(one.answer());
    moment(one, Kind.HOLDS);
    gap = Duration.between(killed, Instant.now());
    boolean seen = three.say("check " + KEY).contains(one.id());
    expect(
        seen && owner(one) && next > token,
        Html.format(
            "killed while it held, %s lost the lock to %s, which waited, after %.1f s; token %d is"
                + " greater than %d",
            two.id(), one.id(), gap.toNanos() / 1e9, next, token));
    moment(one, Kind.LEAVES);
    one.say("release");
  }

  private boolean owner(ShellClient client) throws Exception {
    return line.owners().stream().allMatch(owner -> owner.equals(Optional.of(client.id())));
  }

  private boolean nobody() throws Exception {
    return line.owners().stream().allMatch(Optional::isEmpty);
  }

  private void moment(ShellClient client, Kind kind) {
    history.take(client.number(), Moment.now(kind, 0, KEY));
  }

  private void expect(boolean passed, String text) {
    checks.add(new Check(passed, text));
  }
}
