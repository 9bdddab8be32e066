package io.zklocked.sample.philosophers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.sample.worker.Moment;
import io.zklocked.sample.worker.Moment.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DinnerTest {

  private static final Instant ZERO = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void momentsBecomeMeals() {
    Dinner dinner =
        Dinner.of(
            2,
            Map.of(
                1,
                List.of(moment(0, Kind.WAITS), moment(10, Kind.HOLDS), moment(30, Kind.LEAVES)),
                2,
                List.of(moment(5, Kind.WAITS), moment(40, Kind.HOLDS), moment(50, Kind.LEAVES))));

    assertThat(dinner.meals()).containsExactly(meal(1, 0, 10, 30), meal(2, 5, 40, 50));
    assertThat(dinner.counts()).containsExactly(1, 1);
    assertThat(dinner.longestWait()).isEqualTo(Duration.ofMillis(35));
    assertThat(dinner.longestSilence()).isEqualTo(Duration.ofMillis(10));
    assertThat(dinner.atOnce()).isEqualTo(30.0 / 50);
  }

  @Test
  void whoGivesUpHasNotEaten() {
    Dinner dinner =
        Dinner.of(
            2,
            Map.of(
                1,
                List.of(moment(0, Kind.WAITS), moment(5, Kind.LEAVES)),
                2,
                List.of(moment(0, Kind.WAITS), moment(1, Kind.HOLDS), moment(2, Kind.LEAVES))));

    assertThat(dinner.counts()).containsExactly(0, 1);
    assertThat(dinner.imbalance()).isInfinite();
  }

  @Test
  void mealThatNeverEndsIsRefused() {
    assertThatThrownBy(
            () -> Dinner.of(2, Map.of(1, List.of(moment(0, Kind.WAITS), moment(1, Kind.HOLDS)))))
        .hasMessageContaining("philosopher 1 never ended");
  }

  @Test
  void mealWithoutHungerIsRefused() {
    assertThatThrownBy(() -> Dinner.of(2, Map.of(1, List.of(moment(1, Kind.HOLDS)))))
        .hasMessageContaining("out of order");
  }

  @Test
  void dinnerAtWhichNobodyAteIsOne() {
    Dinner dinner = Dinner.of(2, Map.of(1, List.of(moment(1, Kind.WAITS), moment(9, Kind.LEAVES))));

    assertThat(dinner.counts()).containsExactly(0, 0);
    assertThat(dinner.imbalance()).isInfinite();
    assertThat(dinner.atOnce()).isZero();
    assertThat(dinner.longestSilence()).isEqualTo(Duration.ofMillis(8));
  }

  @Test
  void atOneMomentNobodyCanEat() {
    assertThat(Dinner.of(2, Map.of(1, List.of(moment(1, Kind.WAITS)))).atOnce()).isZero();
  }

  @Test
  void dinnerOfWhichNobodyTellsIsRefused() {
    assertThatThrownBy(() -> Dinner.of(2, Map.of(1, List.of())))
        .hasMessageContaining("nobody said a word");
  }

  @Test
  void neighboursWhoEatAtOnceShareAFork() {
    assertThat(dinner(meal(1, 0, 0, 20), meal(2, 0, 19, 30)).sharedForks()).hasSize(1);
    assertThat(dinner(meal(2, 0, 0, 20), meal(3, 0, 5, 6)).sharedForks()).hasSize(1);
    assertThat(dinner(meal(5, 0, 0, 20), meal(1, 0, 0, 20)).sharedForks()).hasSize(1);
  }

  @Test
  void sharedForkIsFoundBehindMealsOfOthers() {
    assertThat(dinner(meal(1, 0, 0, 100), meal(3, 0, 10, 20), meal(2, 0, 90, 95)).sharedForks())
        .hasSize(1);
  }

  @Test
  void whoSitsApartMayEatAtOnce() {
    assertThat(dinner(meal(1, 0, 0, 20), meal(3, 0, 0, 20)).sharedForks()).isEmpty();
    assertThat(dinner(meal(1, 0, 0, 20), meal(2, 0, 20, 30)).sharedForks()).isEmpty();
  }

  @Test
  void secondMealBeforeTheNeighboursFirstIsUnfair() {
    assertThat(dinner(meal(1, 0, 0, 10), meal(1, 10, 20, 30)).unfairMeals())
        .singleElement()
        .asString()
        .contains("philosopher 1")
        .contains("had had 1 meals");
  }

  @Test
  void secondMealAfterBothNeighboursIsFair() {
    assertThat(
            dinner(meal(1, 0, 0, 10), meal(2, 0, 10, 20), meal(5, 0, 10, 20), meal(1, 10, 20, 30))
                .unfairMeals())
        .isEmpty();
  }

  @Test
  void imbalanceIsTheMostByTheFewest() {
    Dinner dinner =
        new Dinner(2, List.of(meal(1, 0, 0, 1), meal(1, 1, 2, 3), meal(2, 1, 4, 5)), ZERO, at(5));

    assertThat(dinner.imbalance()).isEqualTo(2);
  }

  @Test
  void idealScheduleHasAsManyEatersAsPairsOfForks() {
    Dinner dinner = dinner(meal(1, 0, 0, 10), meal(3, 0, 0, 10), meal(2, 0, 10, 20));

    assertThat(dinner.shareOfIdeal(Duration.ofMillis(10), Duration.ofMillis(20))).isEqualTo(0.75);
  }

  @Test
  void deadlockLastsFromTheLastLeftForkToTheFirstThatIsPutBack() {
    Map<Integer, List<Moment>> told =
        Map.of(
            1,
            List.of(moment(0, Kind.WAITS), left(1), moment(3_001, Kind.LEAVES)),
            2,
            List.of(moment(0, Kind.WAITS), left(5), moment(3_002, Kind.HOLDS)));

    assertThat(Deadlock.longest(2, told)).contains(new Deadlock(at(5), at(3_001)));
  }

  @Test
  void thereIsNoDeadlockWhileOneHasNoFork() {
    Map<Integer, List<Moment>> told =
        Map.of(
            1, List.of(moment(0, Kind.WAITS), left(1), moment(9, Kind.LEAVES)),
            2, List.of(moment(0, Kind.WAITS), left(10), moment(20, Kind.HOLDS)));

    assertThat(Deadlock.longest(2, told)).isEmpty();
  }

  @Test
  void forksOfNeighboursAreTheSame() {
    for (int number = 1; number <= 5; number++) {
      Seat seat = new Seat(number, 5);
      assertThat(new Seat(seat.rightNeighbour(), 5).leftFork()).isEqualTo(seat.rightFork());
      assertThat(new Seat(seat.leftNeighbour(), 5).rightFork()).isEqualTo(seat.leftFork());
    }
  }

  private static Dinner dinner(Meal... meals) {
    return new Dinner(5, List.of(meals), ZERO, at(100));
  }

  private static Meal meal(int philosopher, long hungry, long from, long to) {
    return new Meal(philosopher, at(hungry), at(from), at(to));
  }

  private static Moment moment(long millis, Kind kind) {
    return new Moment(at(millis), kind, 0, "a meal");
  }

  private static Moment left(long millis) {
    return new Moment(at(millis), Kind.MARKS, 0, Deadlock.LEFT_TAKEN);
  }

  private static Instant at(long millis) {
    return ZERO.plusMillis(millis);
  }
}
