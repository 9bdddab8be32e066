package io.zklocked.sample.demo.bank;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.page.Page;
import io.zklocked.sample.demo.page.Timeline;
import io.zklocked.sample.demo.stage.CommandLines.Locks;
import io.zklocked.sample.demo.stage.Option;
import io.zklocked.sample.demo.stage.Outcome;
import io.zklocked.sample.demo.stage.Play;
import io.zklocked.sample.demo.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The bank: transfers without locks, which lose updates, and then the same with them. */
public final class BankPlay implements Play {

  private static final Duration PICTURE = Duration.ofMillis(125);

  @Override
  public String name() {
    return "bank";
  }

  @Override
  public String inOneLine() {
    return "several processes move money between accounts of one database";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.CONNECT,
        Option.GUICE,
        Option.processes(2, 32, 4),
        Option.number("--calls", 2, 100_000, 400),
        Option.seconds(null),
        Option.SEED,
        Option.UNLOCKED);
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    Database database = stage.cleanup().add(Database.start());
    stage.screen().say("one H2 database: " + database.url());
    List<BankResult> runs = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    runs.add(run(stage, database, Locks.NONE));
    if (!stage.choices().unlocked()) {
      checks.add(BankVerdict.harmed(runs.get(0)));
      runs.add(run(stage, database, stage.locks()));
    }
    BankResult last = runs.get(runs.size() - 1);
    checks.addAll(BankVerdict.exact(last, calls(stage, last)));
    if (!stage.choices().unlocked()) {
      checks.add(BankVerdict.fenced(last));
    }
    stage.screen().say("");
    ResultTable.of(runs).lines().forEach(stage.screen()::say);
    if (last.waiting() != null) {
      stage
          .screen()
          .say("  Waiting and holding are the workers' own meters, of each the slowest worker's.");
    }
    return new Outcome(checks, inShort(runs), page(stage, runs, checks));
  }

  private static BankResult run(Stage stage, Database database, Locks locks) throws Exception {
    stage
        .screen()
        .say("- " + locks.inWords() + ": " + stage.commands(locks).inShort(BankRun.WORKER));
    BankResult result = new BankRun(stage, database, locks).run();
    stage
        .screen()
        .say(
            Html.format(
                "  %,d calls in %.1f s, %,d updates lost, a total of %,d where %,d should be",
                result.calls(),
                result.time().toNanos() / 1e9,
                result.audit().lostUpdates(),
                result.audit().foundTotal(),
                result.audit().expectedTotal()));
    return result;
  }

  /** Where the time decides, the workers' own count is what the books must hold. */
  private static long calls(Stage stage, BankResult run) {
    return stage.choices().has("--seconds") ? run.calls() : BankRun.calls(stage.choices());
  }

  private static String inShort(List<BankResult> runs) {
    List<String> parts = new ArrayList<>();
    runs.forEach(
        run -> parts.add(Html.format("%s %,d lost", run.name(), run.audit().lostUpdates())));
    return Html.format(
        "%,d calls, %s", runs.get(runs.size() - 1).calls(), String.join(", ", parts));
  }

  private static Page page(Stage stage, List<BankResult> runs, List<Check> checks) {
    List<String> facts = new ArrayList<>();
    facts.add(
        Html.format(
            "%d processes, seed %d, ZooKeeper at %s",
            stage.choices().processes(), stage.choices().seed(), stage.connect()));
    runs.forEach(
        run ->
            facts.add(
                Html.format(
                    "%s: %,d calls in %.1f s",
                    run.name(), run.calls(), run.time().toNanos() / 1e9)));
    Page page =
        new Page(
                "The bank",
                "Several processes move money between four accounts of one database. Each reads a"
                    + " balance, thinks for some milliseconds, and writes the new one.")
            .ran(facts)
            .verdict(checks)
            .heading("Who worked on which account");
    for (BankResult run : runs) {
      page.figure(
          Timeline.of(
                  "An eighth of a second " + run.name() + ".",
                  "The numbers are those of the accounts.",
                  Timeline.rows(stage.choices().processes(), "process"),
                  run.spans(),
                  List.of())
              .busiest(PICTURE));
    }
    page.heading("Figures").table(ResultTable.of(runs));
    page.text(
        "Waiting and holding are what the processes measured themselves; of each the slowest"
            + " process's.");
    for (BankResult run : runs) {
      page.heading("The accounts, " + run.name()).table(ResultTable.accounts(run));
    }
    return page.text(
        "The fence is the token of the last write. The account refuses a write with a smaller one:"
            + " that of a process which was stopped inside, and lost its lock without knowing.");
  }
}
