package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.page.Mark;
import io.zklocked.sample.demo.page.Page;
import io.zklocked.sample.demo.page.Timeline;
import io.zklocked.sample.demo.stage.EmbeddedEnsemble;
import io.zklocked.sample.demo.stage.Option;
import io.zklocked.sample.demo.stage.Outcome;
import io.zklocked.sample.demo.stage.Play;
import io.zklocked.sample.demo.stage.ScratchDirectory;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.twophase.Histories;
import io.zklocked.sample.twophase.Histories.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Two-phase commit: a register of several processes, written while they are killed. */
public final class TwoPhasePlay implements Play {

  private static final String ROUNDS = "--rounds";
  private static final Duration PICTURE = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "two-phase-commit";
  }

  @Override
  public String inOneLine() {
    return "a register of several processes, all of which take a value or none, however they die";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.CONNECT,
        Option.GUICE,
        Option.processes(3, 9, 5),
        Option.number(ROUNDS, 1, 10_000, 200),
        Option.seconds(null));
  }

  @Override
  public Map<String, String> refusals() {
    return Map.of(
        Option.UNLOCKED.name(),
        "the lock's fencing token is a part of its protocol, which is none without it. What two"
            + " coordinators at once can do is shown by the fault that stops one.");
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    Faults faults =
        stage.choices().has("--seconds")
            ? Faults.within(Duration.ofSeconds(stage.choices().number("--seconds")))
            : Faults.of(stage.choices().number(ROUNDS));
    RegisterResult result = run(stage, faults);
    List<Check> checks = RegisterVerdict.of(result);
    stage.screen().say("");
    result.table().lines().forEach(stage.screen()::say);
    stage
        .screen()
        .say("  The longest is from the proposal until a coordinator told how the round ended.");
    return new Outcome(checks, inShort(result), page(stage, result, checks));
  }

  private static RegisterResult run(Stage stage, Faults faults) throws Exception {
    if (stage.servers().isEmpty()) {
      return new RegisterRun(stage, List.of(), faults).run();
    }
    Path data = stage.cleanup().add(ScratchDirectory.create()).path();
    EmbeddedEnsemble servers = QuickServers.start(data, stage.cleanup());
    Stage own =
        new Stage(stage.choices(), stage.screen(), stage.cleanup(), servers.connect(), servers);
    return new RegisterRun(own, QuickServers.SETTINGS, faults).run();
  }

  private static String inShort(RegisterResult result) {
    Collection<Fate> fates = result.fates().values();
    return Html.format(
        "%d committed, %d aborted, %d differing, %d stuck",
        Histories.count(fates, Fate.COMMITTED),
        Histories.count(fates, Fate.ABORTED),
        Histories.count(fates, Fate.DIFFERING),
        Histories.count(fates, Fate.STUCK));
  }

  private static Page page(Stage stage, RegisterResult result, List<Check> checks) {
    Timeline timeline =
        Timeline.of(
            "Who was in office, and who was in doubt.",
            "A candidate holds the coordinator's office, or waits for it. A participant waits from"
                + " its vote until it knows the decision. Where an x is, it was killed. Two are in"
                + " office at once only where one was stopped, and does not know yet that it has a"
                + " successor.",
            rows(result.participants()),
            result.board().history().spans(),
            result.board().history().marks().stream()
                .map(mark -> new Mark(mark.row(), mark.at(), "x"))
                .toList());
    return new Page(
            "Two-phase commit",
            "A register that several processes keep. A coordinator proposes a value, all vote, and"
                + " all take it or none. Participants and coordinators are killed at every step.")
        .ran(
            List.of(
                Html.format(
                    "%d participants and two candidates for the coordinator's office, %.0f s",
                    result.participants(), result.took().toNanos() / 1e9),
                "every fifth write has a fault; votes are awaited for %d ms"
                    .formatted(Processes.LIMIT_MILLIS),
                stage.servers().isPresent()
                    ? "three ZooKeeper servers of its own, which free the lock of a killed"
                        + " coordinator after 2.4 s"
                    : "ZooKeeper at " + stage.connect()))
        .verdict(checks)
        .heading("What became of the rounds")
        .table(result.table())
        .heading("Who held and who waited")
        .figure(timeline)
        .figure(
            new Timeline(
                    "A part of it.",
                    "Coordinators are killed one after the other, and succeeded.",
                    timeline.rows(),
                    timeline.spans(),
                    timeline.marks(),
                    timeline.from(),
                    timeline.to())
                .part(Duration.between(timeline.from(), timeline.to()).dividedBy(4), PICTURE));
  }

  private static SortedMap<Integer, String> rows(int participants) {
    SortedMap<Integer, String> rows = Timeline.rows(participants, "participant");
    rows.put(participants + 1, "candidate A");
    rows.put(participants + 2, "candidate B");
    return rows;
  }
}
