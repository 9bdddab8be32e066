package io.zklocked.sample.demo.philosophers;

import io.zklocked.sample.demo.page.Mark;
import io.zklocked.sample.demo.page.Span;
import io.zklocked.sample.philosophers.Deadlock;
import io.zklocked.sample.philosophers.Dinner;
import io.zklocked.sample.worker.Moment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dinner came to. Immutable.
 *
 * @param places at the table
 * @param told the moments of each philosopher
 * @param errors what each printed to its error stream, from philosopher 1 on
 * @param spans who had which fork when
 * @param marks what else happened
 */
record DinnerResult(
    int places,
    Map<Integer, List<Moment>> told,
    List<String> errors,
    List<Span> spans,
    List<Mark> marks) {

  private static final String GAVE_UP = "gave up waiting";
  private static final String ORDER = "order-check:";

  Dinner dinner() {
    return Dinner.of(places, told);
  }

  Optional<Deadlock> deadlock() {
    return Deadlock.longest(places, told);
  }

  /** What they said who gave up waiting. */
  List<String> givenUp() {
    return told.values().stream()
        .flatMap(List::stream)
        .map(Moment::what)
        .filter(what -> what.startsWith(GAVE_UP))
        .toList();
  }

  /** Meals that began after somebody had given up. */
  long mealsAfterGivingUp() {
    return told.values().stream()
        .flatMap(List::stream)
        .filter(moment -> moment.what().startsWith(GAVE_UP))
        .map(Moment::at)
        .min(java.util.Comparator.naturalOrder())
        .map(first -> dinner().meals().stream().filter(meal -> meal.from().isAfter(first)).count())
        .orElse(0L);
  }

  /** The lines in which processes told of a circle of locks. */
  List<String> warnings() {
    return errors.stream()
        .flatMap(String::lines)
        .filter(line -> line.contains(ORDER))
        .map(line -> line.substring(line.indexOf(ORDER)))
        .toList();
  }
}
