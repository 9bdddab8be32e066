package io.zklocked.sample.philosophers;

import io.zklocked.sample.worker.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A dinner as all philosophers told of it. Immutable.
 *
 * @param places at the table
 * @param meals by their begin
 * @param began when the first was hungry
 * @param ended when the last word was said
 */
public record Dinner(int places, List<Meal> meals, Instant began, Instant ended) {

  /** Sorts the meals. */
  public Dinner {
    meals = meals.stream().sorted(Comparator.comparing(Meal::from)).toList();
  }

  /**
   * Reads what was told.
   *
   * @param places at the table
   * @param told the moments of each philosopher, in their order
   * @return the dinner
   * @throws IllegalArgumentException if somebody begins a meal without being hungry, or does not
   *     end it, or nobody said a word: nothing could be said of the rest
   */
  public static Dinner of(int places, Map<Integer, List<Moment>> told) {
    List<Meal> meals = new ArrayList<>();
    told.forEach((philosopher, moments) -> meals.addAll(meals(philosopher, moments)));
    Instant began =
        told.values().stream()
            .flatMap(List::stream)
            .map(Moment::at)
            .min(Comparator.naturalOrder())
            .orElseThrow(() -> new IllegalArgumentException("nobody said a word"));
    Instant ended =
        told.values().stream()
            .flatMap(List::stream)
            .map(Moment::at)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new Dinner(places, meals, began, ended);
  }

  private static List<Meal> meals(int philosopher, List<Moment> moments) {
    List<Meal> meals = new ArrayList<>();
    @Nullable Instant hungry = null;
    @Nullable Instant from = null;
    for (Moment moment : moments) {
      switch (moment.kind()) {
        case WAITS -> hungry = moment.at();
        case HOLDS, SHARES -> {
          if (hungry == null || from != null) {
            throw new IllegalArgumentException(
                "philosopher " + philosopher + " began a meal out of order: " + moment);
          }
          from = moment.at();
        }
        case LEAVES -> {
          if (hungry != null && from != null) {
            meals.add(new Meal(philosopher, hungry, from, moment.at()));
          }
          hungry = null;
          from = null;
        }
        case MARKS -> {} // belongs to no meal
      }
    }
    if (from != null) {
      throw new IllegalArgumentException("philosopher " + philosopher + " never ended a meal");
    }
    return meals;
  }

  /**
   * The meals of each, from philosopher 1 on.
   *
   * @return their numbers
   */
  public List<Integer> counts() {
    return IntStream.rangeClosed(1, places).mapToObj(this::count).toList();
  }

  private int count(int philosopher) {
    return Math.toIntExact(
        meals.stream().filter(meal -> meal.philosopher() == philosopher).count());
  }

  /**
   * How unequal the meals are.
   *
   * @return the most meals of one by the fewest; infinite if somebody had none
   */
  public double imbalance() {
    double fewest = Collections.min(counts());
    return fewest == 0 ? Double.POSITIVE_INFINITY : Collections.max(counts()) / fewest;
  }

  /**
   * Meals of neighbours that have a moment in common, so that a fork was in two hands.
   *
   * @return each pair, as a line of text
   */
  public List<String> sharedForks() {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < meals.size(); i++) {
      for (int j = i + 1; j < meals.size(); j++) {
        if (!meals.get(j).from().isBefore(meals.get(i).to())
            && !meals.get(j).from().equals(meals.get(i).from())) {
          break; // by their begin: no later one overlaps
        }
        if (areNeighbours(meals.get(i), meals.get(j)) && meals.get(i).overlaps(meals.get(j))) {
          found.add(meals.get(i) + ", and " + meals.get(j));
        }
      }
    }
    return found;
  }

  /**
   * Meals that began although a neighbour had had fewer: the rule of the table, for each meal, from
   * what was told.
   *
   * @return each such meal, as a line of text
   */
  public List<String> unfairMeals() {
    List<String> found = new ArrayList<>();
    int[] had = new int[places + 1];
    List<Meal> byEnd = meals.stream().sorted(Comparator.comparing(Meal::to)).toList();
    int ended = 0;
    for (Meal meal : meals) {
      while (ended < byEnd.size() && !byEnd.get(ended).to().isAfter(meal.from())) {
        had[byEnd.get(ended++).philosopher()]++;
      }
      Seat seat = new Seat(meal.philosopher(), places);
      int own = had[meal.philosopher()];
      if (own > had[seat.leftNeighbour()] || own > had[seat.rightNeighbour()]) {
        found.add(meal + " had had " + own + " meals, and a neighbour fewer");
      }
    }
    return found;
  }

  /**
   * How many ate at once, on average over the dinner.
   *
   * @return the time of all meals by the time of the dinner
   */
  public double atOnce() {
    double eaten = meals.stream().mapToLong(meal -> meal.length().toNanos()).sum();
    return meals.isEmpty() ? 0 : eaten / Duration.between(began, ended).toNanos();
  }

  /**
   * The share of the meals of an ideal schedule: one in which at each moment as many eat as there
   * are pairs of forks, and nobody loses time.
   *
   * @param meal how long a meal takes on average
   * @param asked how long the dinner should take
   * @return the share; 1 is all of them
   */
  public double shareOfIdeal(Duration meal, Duration asked) {
    int atOnce = places / 2;
    double ideal = (double) asked.toNanos() / meal.toNanos() * atOnce;
    return meals.size() / ideal;
  }

  /**
   * The longest time that anybody waited for a meal that came.
   *
   * @return how long
   */
  public Duration longestWait() {
    return meals.stream().map(Meal::waited).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  /**
   * The longest time in which nobody ate.
   *
   * @return how long
   */
  public Duration longestSilence() {
    Duration longest = Duration.ZERO;
    Instant until = began;
    for (Meal meal : meals) {
      Duration silence = Duration.between(until, meal.from());
      longest = silence.compareTo(longest) > 0 ? silence : longest;
      until = meal.to().isAfter(until) ? meal.to() : until;
    }
    Duration last = Duration.between(until, ended);
    return last.compareTo(longest) > 0 ? last : longest;
  }

  private boolean areNeighbours(Meal one, Meal other) {
    int distance = Math.abs(one.philosopher() - other.philosopher());
    return distance == 1 || distance == places - 1;
  }
}
