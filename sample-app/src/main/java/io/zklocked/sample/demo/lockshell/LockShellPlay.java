package io.zklocked.sample.demo.lockshell;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.page.Page;
import io.zklocked.sample.demo.page.Timeline;
import io.zklocked.sample.demo.stage.DemoException;
import io.zklocked.sample.demo.stage.EmbeddedEnsemble;
import io.zklocked.sample.demo.stage.Ensembles;
import io.zklocked.sample.demo.stage.Option;
import io.zklocked.sample.demo.stage.Outcome;
import io.zklocked.sample.demo.stage.Play;
import io.zklocked.sample.demo.stage.ScratchDirectory;
import io.zklocked.sample.demo.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The lock shell: three users at the three servers of an ensemble, and one lock. */
public final class LockShellPlay implements Play {

  private static final int CLIENTS = 3;

  /** Shorter than those of the other programs, so that a killed client's session ends sooner. */
  private static final int TICK_MILLIS = 1_000;

  private static final List<String> SETTINGS = List.of("--session-timeout", "8s");
  private static final Duration READY_PATIENCE = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "lock-shell";
  }

  @Override
  public String inOneLine() {
    return "a client at a leader and one at each of two followers, by the prompt of zklocked shell";
  }

  @Override
  public List<Option> options() {
    return List.of(Option.CONNECT);
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    boolean own = stage.servers().isPresent();
    String connect = own ? ensemble(stage) : stage.connect();
    List<ServerRole> roles = ServerRole.of(connect);
    if (roles.size() < CLIENTS) {
      throw new DemoException(
          "lock-shell has a client at each of three servers, and --connect names %d."
              .formatted(roles.size()));
    }
    int slash = connect.indexOf('/');
    String chroot = slash < 0 ? "" : connect.substring(slash);
    Transcript transcript = new Transcript(stage.screen());
    List<ShellClient> clients = new ArrayList<>();
    SortedMap<Integer, String> rows = new TreeMap<>();
    for (int number = 1; number <= CLIENTS; number++) {
      ServerRole role = roles.get(number - 1);
      rows.put(number, number == 1 ? role.mode() : role.mode() + " " + (number - 1));
      clients.add(
          stage
              .cleanup()
              .add(
                  ShellClient.start(
                      number,
                      rows.get(number),
                      role.address() + chroot,
                      stage.root(),
                      own ? SETTINGS : List.of(),
                      transcript)));
    }
    Line line =
        stage
            .cleanup()
            .add(
                new Line(
                    stage.root() + "/" + Talk.KEY,
                    roles.stream().map(ServerRole::address).toList(),
                    chroot));
    Talk talk = new Talk(stage.screen(), line, clients);
    talk.play();
    List<Check> checks = new ArrayList<>();
    checks.add(roles(roles));
    checks.addAll(talk.checks());
    String inShort =
        Html.format(
            "%d lines of transcript, a killed holder followed after %.1f s",
            transcript.lines().size(), talk.gap().toNanos() / 1e9);
    return new Outcome(checks, inShort, page(rows, talk, transcript, checks, roles));
  }

  private static String ensemble(Stage stage) throws Exception {
    ScratchDirectory scratch = stage.cleanup().add(ScratchDirectory.create());
    EmbeddedEnsemble servers = EmbeddedEnsemble.start(scratch.path(), TICK_MILLIS, stage.cleanup());
    Ensembles.awaitReady(servers.connect(), READY_PATIENCE);
    stage.screen().say("three ZooKeeper servers of its own: " + servers.connect());
    return servers.connect();
  }

  private static Check roles(List<ServerRole> roles) {
    List<String> modes = roles.stream().map(ServerRole::mode).toList();
    return new Check(
        modes.subList(0, CLIENTS).equals(List.of("leader", "follower", "follower")),
        "the servers of the clients are " + String.join(", ", modes.subList(0, CLIENTS)));
  }

  private static Page page(
      SortedMap<Integer, String> rows,
      Talk talk,
      Transcript transcript,
      List<Check> checks,
      List<ServerRole> roles) {
    List<String> facts = new ArrayList<>();
    roles.forEach(role -> facts.add(role.address() + " is a " + role.mode()));
    Timeline whole =
        Timeline.of(
            "Who had the lock.",
            "From the kill on nobody holds it, until the servers have ended the session of the"
                + " killed client.",
            rows,
            talk.history().spans(),
            talk.history().marks().stream().filter(mark -> mark.what().equals("killed")).toList());
    Timeline begin =
        Timeline.of("Until the kill.", "", rows, talk.history().spans(), talk.history().marks())
            .part(
                Duration.ZERO,
                Duration.between(whole.from(), talk.killed()).multipliedBy(5).dividedBy(4));
    return new Page(
            "Three users, three servers, one lock",
            "Each client is a zklocked shell at another server of the ensemble: check, preempt,"
                + " release, a refused preempt, and a client killed while it holds.")
        .ran(facts)
        .verdict(checks)
        .heading("What they said")
        .beside(transcript.lines(), List.of(begin, whole));
  }
}
