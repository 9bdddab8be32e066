package io.zklocked.sample.demo.philosophers;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.philosophers.Dinner;
import io.zklocked.sample.philosophers.Meal;
import io.zklocked.sample.worker.Moment;
import io.zklocked.sample.worker.Moment.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DinnerVerdictTest {

  private static final Instant ZERO = Instant.parse("2026-11-20T10:00:00Z");
  private static final long MEAL = DinnerRun.MEAL.toMillis();
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @Test
  void dinnerInWhichTwoAlwaysEatPasses() {
    assertThat(failed(ideal(50))).isEmpty();
  }

  @Test
  void forkInTwoHandsFails() {
    List<Meal> meals = ideal(50);
    meals.add(new Meal(2, at(0), at(1), at(2)));

    assertThat(failed(meals)).anyMatch(text -> text.contains("neighbours ate at once"));
  }

  @Test
  void mealOutOfTurnFails() {
    List<Meal> meals = ideal(50);
    meals.add(new Meal(3, at(0), at(51 * MEAL), at(52 * MEAL)));
    meals.add(new Meal(3, at(0), at(52 * MEAL), at(53 * MEAL)));

    assertThat(failed(meals)).anyMatch(text -> text.contains("a neighbour had had fewer"));
  }

  @Test
  void philosopherWithoutAMealFails() {
    List<Meal> meals = ideal(50);
    meals.removeIf(meal -> meal.philosopher() == 2);

    assertThat(failed(meals))
        .anyMatch(text -> text.contains("NEVER ATE"))
        .anyMatch(text -> text.contains("UNEQUAL"));
  }

  @Test
  void longWaitFails() {
    List<Meal> meals = ideal(50);
    meals.add(new Meal(1, at(0), at(50 * MEAL), at(51 * MEAL)));

    assertThat(failed(meals)).anyMatch(text -> text.contains("the longest wait was 15.00 s"));
  }

  @Test
  void oneAtATimeFails() {
    List<Meal> meals = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      meals.add(new Meal(1 + n % 5, at(n * MEAL), at(n * MEAL), at((n + 1) * MEAL)));
    }

    assertThat(failed(meals))
        .anyMatch(text -> text.startsWith("on average 1.00 of 5"))
        .anyMatch(text -> text.startsWith("50 % of the meals"));
  }

  @Test
  void silenceFails() {
    List<Meal> meals = ideal(50);
    meals.add(new Meal(1, at(50 * MEAL), at(50 * MEAL + 5_000), at(51 * MEAL + 5_000)));

    assertThat(failed(meals)).contains("nobody ate for 5.00 s");
  }

  @Test
  void silenceAtTheEndFails() {
    Instant ended = at(50 * MEAL + 5_000);

    assertThat(failed(new Dinner(5, ideal(50), ZERO, ended))).contains("nobody ate for 5.00 s");
    assertThat(failed(new Dinner(5, ideal(50), ZERO, ended.minusMillis(1_000))))
        .noneMatch(text -> text.startsWith("nobody ate"));
  }

  @Test
  void dinnerAtWhichNobodyAteFails() {
    assertThat(failed(new Dinner(5, List.of(), ZERO, at(5_000))))
        .contains("nobody ate for 5.00 s")
        .anyMatch(text -> text.startsWith("5 NEVER ATE"))
        .anyMatch(text -> text.startsWith("the meals are UNEQUAL: 0, 0, 0, 0, 0"));
  }

  @Test
  void whoGaveUpHadNoPatience() {
    assertThat(DinnerVerdict.patience(List.of()).passed()).isTrue();
    assertThat(DinnerVerdict.patience(List.of("gave up waiting: busy", "gave up waiting: gone")))
        .isEqualTo(
            new Check(false, "2 gave up waiting for forks, the first: gave up waiting: busy"));
  }

  @Test
  void naiveDinnerAtWhichNobodyEverAteIsSaidToBeOne() {
    DinnerResult result = nobodyAte();

    assertThat(DinnerVerdict.naive(result, LIMIT))
        .filteredOn(check -> !check.passed())
        .singleElement()
        .extracting(Check::text)
        .asString()
        .startsWith("nobody ate");
  }

  @Test
  void deadlockThatIsToldOfAndEndsPasses() {
    assertThat(DinnerVerdict.naive(naive("order-check: locks are taken", true), LIMIT))
        .allMatch(Check::passed);
  }

  @Test
  void silentOrderCheckFails() {
    assertThat(DinnerVerdict.naive(naive("all is well", true), LIMIT))
        .filteredOn(check -> !check.passed())
        .singleElement()
        .extracting(Check::text)
        .isEqualTo("the order check said nothing");
  }

  @Test
  void naiveDinnerWithoutADeadlockShowsNothing() {
    assertThat(DinnerVerdict.naive(naive("order-check: locks are taken", false), LIMIT))
        .filteredOn(check -> !check.passed())
        .extracting(Check::text)
        .anyMatch(text -> text.contains("shows nothing"))
        .contains("nobody gave up waiting");
  }

  /** Rounds of a meal's length, in which two who sit apart eat: each twice in five rounds. */
  private static List<Meal> ideal(int rounds) {
    int[][] pairs = {{1, 3}, {2, 4}, {5, 3}, {1, 4}, {2, 5}};
    List<Meal> meals = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (int philosopher : pairs[round % 5]) {
        Instant from = at(round * MEAL);
        meals.add(new Meal(philosopher, from, from, at((round + 1) * MEAL)));
      }
    }
    return meals;
  }

  private static List<String> failed(List<Meal> meals) {
    Instant end = meals.stream().map(Meal::to).max(Instant::compareTo).orElseThrow();
    return failed(new Dinner(5, meals, ZERO, end));
  }

  private static List<String> failed(Dinner dinner) {
    return DinnerVerdict.of(dinner, Duration.ofMillis(50 * MEAL)).stream()
        .filter(check -> !check.passed())
        .map(Check::text)
        .toList();
  }

  private static DinnerResult naive(String error, boolean isDeadlocked) {
    List<Moment> first = new ArrayList<>(List.of(moment(0, Kind.WAITS, "hungry"), left(1)));
    if (isDeadlocked) {
      first.add(moment(3_000, Kind.LEAVES, "hungry"));
      first.add(moment(3_000, Kind.MARKS, "gave up waiting: busy"));
    } else {
      first.add(moment(3, Kind.HOLDS, "a meal"));
      first.add(moment(4, Kind.LEAVES, "a meal"));
    }
    List<Moment> second =
        List.of(
            moment(0, Kind.WAITS, "hungry"),
            left(5),
            moment(3_001, Kind.HOLDS, "a meal"),
            moment(3_100, Kind.LEAVES, "a meal"));
    return new DinnerResult(2, Map.of(1, first, 2, second), List.of(error), List.of(), List.of());
  }

  private static DinnerResult nobodyAte() {
    Map<Integer, List<Moment>> told = new HashMap<>();
    for (int philosopher = 1; philosopher <= 2; philosopher++) {
      told.put(
          philosopher,
          List.of(
              moment(0, Kind.WAITS, "hungry"),
              left(1),
              moment(3_001, Kind.LEAVES, "hungry"),
              moment(3_001, Kind.MARKS, "gave up waiting: busy")));
    }
    return new DinnerResult(2, told, List.of("order-check: a circle"), List.of(), List.of());
  }

  private static Moment left(long millis) {
    return moment(millis, Kind.MARKS, "took the left fork");
  }

  private static Moment moment(long millis, Kind kind, String what) {
    return new Moment(at(millis), kind, 0, what);
  }

  private static Instant at(long millis) {
    return ZERO.plusMillis(millis);
  }
}
