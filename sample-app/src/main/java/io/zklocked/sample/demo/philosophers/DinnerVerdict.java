package io.zklocked.sample.demo.philosophers;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.philosophers.Deadlock;
import io.zklocked.sample.philosophers.Dinner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges a dinner by what all philosophers told. */
final class DinnerVerdict {

  private static final double MOST_IMBALANCE = 1.2;
  private static final double LEAST_AT_ONCE = 0.75;
  private static final double LEAST_OF_IDEAL = 0.6;

  /** Beyond it one has starved, even at a table where all others eat first. */
  private static final Duration WAIT = Duration.ofSeconds(5);

  private static final Duration SILENCE = Duration.ofSeconds(5);

  private DinnerVerdict() {}

  /**
   * Judges a dinner at which all is right.
   *
   * @param dinner as it was told
   * @param asked how long it should take
   */
  static List<Check> of(Dinner dinner, Duration asked) {
    int pairs = dinner.places() / 2;
    double share = dinner.shareOfIdeal(DinnerRun.MEAL, asked);
    return List.of(
        none(
            dinner.sharedForks(),
            "no fork was in two hands at once: %,d meals".formatted(dinner.meals().size()),
            "times neighbours ate at once"),
        none(
            dinner.unfairMeals(),
            "nobody began a meal having had more than a neighbour",
            "meals began though a neighbour had had fewer"),
        balance(dinner),
        new Check(
            starved(dinner) == 0 && dinner.longestWait().compareTo(longestWait(dinner)) <= 0,
            Html.format(
                "%s; the longest wait was %s",
                starved(dinner) == 0 ? "nobody starved" : starved(dinner) + " NEVER ATE",
                seconds(dinner.longestWait()))),
        new Check(
            dinner.longestSilence().compareTo(SILENCE) < 0,
            (dinner.longestSilence().compareTo(SILENCE) < 0
                    ? "no deadlock: somebody ate again after %s at the latest"
                    : "nobody ate for %s")
                .formatted(seconds(dinner.longestSilence()))),
        new Check(
            dinner.atOnce() >= LEAST_AT_ONCE * pairs,
            Html.format(
                "on average %.2f of %d ate at once (at least %.2f)",
                dinner.atOnce(), dinner.places(), LEAST_AT_ONCE * pairs)),
        new Check(
            share >= LEAST_OF_IDEAL,
            Html.format(
                "%.0f %% of the meals of an ideal schedule, in which always %d eat (at least %.0f"
                    + " %%)",
                100 * share, pairs, 100 * LEAST_OF_IDEAL)));
  }

  /**
   * Judges a dinner at which each takes the left fork and then the right one: that must go wrong,
   * be told of, and end.
   *
   * @param result of the run
   * @param limit how long they wait for a fork
   */
  static List<Check> naive(DinnerResult result, Duration limit) {
    Optional<Deadlock> deadlock = result.deadlock();
    List<String> warnings = result.warnings();
    List<String> givenUp = result.givenUp();
    return List.of(
        new Check(
            deadlock.isPresent() && deadlock.get().length().compareTo(limit.dividedBy(2)) > 0,
            deadlock
                .map(
                    found ->
                        "a deadlock: for %s all %d had a left fork, and nobody ate"
                            .formatted(seconds(found.length()), result.places()))
                .orElse("no deadlock came about, so that this run shows nothing; try again")),
        new Check(
            !warnings.isEmpty(),
            warnings.isEmpty()
                ? "the order check said nothing"
                : "the order check told of it in %d of %d processes: %s"
                    .formatted(warnings.size(), result.places(), cut(warnings.get(0)))),
        new Check(
            !givenUp.isEmpty(),
            givenUp.isEmpty()
                ? "nobody gave up waiting"
                : "the wait limit of %s ended it: %d gave up, the first: %s"
                    .formatted(seconds(limit), givenUp.size(), cut(givenUp.get(0)))),
        new Check(
            result.mealsAfterGivingUp() > 0,
            result.dinner().meals().isEmpty()
                ? "nobody ate: the dinner was over before whoever gave up was hungry again; more"
                    + " --seconds show a meal"
                : "%d meals after that: whoever gives up puts its fork back"
                    .formatted(result.mealsAfterGivingUp())));
  }

  /** Whoever gives up waiting has found no forks for longer than any schedule takes. */
  static Check patience(List<String> givenUp) {
    return none(givenUp, "nobody gave up waiting for forks", "gave up waiting for forks");
  }

  private static Check balance(Dinner dinner) {
    return new Check(
        dinner.imbalance() <= MOST_IMBALANCE,
        Html.format(
            "the meals are %s: %s, the most by the fewest %.2f (at most %.1f)",
            dinner.imbalance() <= MOST_IMBALANCE ? "nearly equal" : "UNEQUAL",
            dinner.counts().stream().map(String::valueOf).collect(Collectors.joining(", ")),
            dinner.imbalance(),
            MOST_IMBALANCE));
  }

  private static long starved(Dinner dinner) {
    return dinner.counts().stream().filter(meals -> meals == 0).count();
  }

  private static Duration longestWait(Dinner dinner) {
    return WAIT.plus(DinnerRun.MEAL.multipliedBy(dinner.places()));
  }

  private static Check none(List<String> found, String good, String bad) {
    return new Check(
        found.isEmpty(),
        found.isEmpty()
            ? good
            : "%,d %s, the first: %s".formatted(found.size(), bad, found.get(0)));
  }

  private static String cut(String text) {
    return text.length() <= 180 ? text : text.substring(0, 180) + "...";
  }

  private static String seconds(Duration duration) {
    return Html.format("%.2f s", duration.toNanos() / 1e9);
  }
}
