package io.zklocked.sample.demo.philosophers;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.page.Page;
import io.zklocked.sample.demo.page.Table;
import io.zklocked.sample.demo.page.Timeline;
import io.zklocked.sample.demo.stage.Choices;
import io.zklocked.sample.demo.stage.Option;
import io.zklocked.sample.demo.stage.Outcome;
import io.zklocked.sample.demo.stage.Play;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.demo.stage.UsageException;
import io.zklocked.sample.philosophers.Dinner;
import io.zklocked.sample.philosophers.Meal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The dining philosophers: each meal under two forks, which are one lock. */
public final class PhilosophersPlay implements Play {

  private static final String NAIVE = "--naive";
  private static final Duration WAIT_LIMIT = Duration.ofSeconds(3);
  private static final Duration PICTURE = Duration.ofSeconds(6);
  private static final Duration SKIPPED = Duration.ofSeconds(2);
  private static final Duration NAIVE_PICTURE = Duration.ofSeconds(8);

  @Override
  public String name() {
    return "philosophers";
  }

  @Override
  public String inOneLine() {
    return "philosophers at a round table, who eat under both forks at once";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.CONNECT,
        Option.GUICE,
        Option.processes(2, 32, 5),
        Option.seconds(30),
        Option.SEED,
        Option.flag(NAIVE),
        Option.UNLOCKED);
  }

  @Override
  public void check(Choices choices) {
    if (choices.has(NAIVE) && choices.unlocked()) {
      throw new UsageException("--naive and --unlocked show different things: give one of them.");
    }
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    boolean isNaive = stage.choices().has(NAIVE);
    stage
        .screen()
        .say(
            "- %s: %s"
                .formatted(
                    stage.withLocks(), stage.commands(stage.locks()).inShort(DinnerRun.WORKER)));
    DinnerResult result = new DinnerRun(stage, isNaive).run();
    Dinner dinner = result.dinner();
    List<Check> checks =
        new ArrayList<>(
            isNaive
                ? DinnerVerdict.naive(result, WAIT_LIMIT)
                : DinnerVerdict.of(
                    dinner, Duration.ofSeconds(stage.choices().number("--seconds"))));
    if (!isNaive) {
      checks.add(DinnerVerdict.patience(result.givenUp()));
    }
    stage.screen().say("");
    table(dinner).lines().forEach(stage.screen()::say);
    return new Outcome(checks, inShort(dinner), page(stage, result, checks));
  }

  private static String inShort(Dinner dinner) {
    return Html.format(
        "%s meals, %.2f at once",
        dinner.counts().stream().map(String::valueOf).collect(Collectors.joining(", ")),
        dinner.atOnce());
  }

  private static Table table(Dinner dinner) {
    List<List<String>> rows = new ArrayList<>();
    for (int n = 1; n <= dinner.places(); n++) {
      int philosopher = n;
      List<Meal> own =
          dinner.meals().stream().filter(meal -> meal.philosopher() == philosopher).toList();
      rows.add(
          List.of(
              "philosopher " + n,
              String.valueOf(own.size()),
              millis(own.stream().mapToDouble(PhilosophersPlay::waitMillis).average().orElse(0)),
              millis(own.stream().mapToDouble(PhilosophersPlay::waitMillis).max().orElse(0)),
              millis(own.stream().mapToDouble(PhilosophersPlay::lengthMillis).sum())));
    }
    return new Table(1, List.of("", "meals", "wait, mean", "wait, longest", "time at table"), rows);
  }

  private static double waitMillis(Meal meal) {
    return Duration.between(meal.hungry(), meal.from()).toNanos() / 1e6;
  }

  private static double lengthMillis(Meal meal) {
    return Duration.between(meal.from(), meal.to()).toNanos() / 1e6;
  }

  private static String millis(double millis) {
    return Html.format("%,.0f ms", millis);
  }

  private static Page page(Stage stage, DinnerResult result, List<Check> checks) {
    boolean isNaive = stage.choices().has(NAIVE);
    Page page =
        new Page(
            isNaive ? "Philosophers who take one fork after the other" : "The philosophers",
            isNaive
                ? "Each takes the fork to the left, and with that in hand waits for the one to the"
                    + " right. When all have a left fork, all wait."
                : "Each is a process of its own. A meal takes both forks, which are one lock over"
                    + " two keys, and nobody eats who has had more meals than a neighbour.");
    Dinner dinner = result.dinner();
    page.ran(
            List.of(
                "%d processes %s for %d s, seed %d, ZooKeeper at %s"
                    .formatted(
                        result.places(),
                        stage.withLocks(),
                        stage.choices().number("--seconds"),
                        stage.choices().seed(),
                        stage.connect())))
        .verdict(checks)
        .heading("Meals")
        .table(table(dinner))
        .figure(new TableDrawing(dinner.counts()))
        .heading("Who had which fork");
    if (isNaive && !result.warnings().isEmpty()) {
      page.text("What the order check said: " + result.warnings().get(0));
    }
    return page.figure(
        Timeline.of(
                isNaive ? "The first seconds." : "Six seconds of it.",
                "The upper bar of a row is the fork to the left, the lower one that to the right;"
                    + " the number is the fork's.",
                Timeline.rows(result.places(), "philosopher"),
                result.spans(),
                result.marks())
            .part(
                isNaive ? Duration.ZERO : SKIPPED, // later than the first, hesitant meals
                isNaive ? NAIVE_PICTURE : PICTURE));
  }
}
