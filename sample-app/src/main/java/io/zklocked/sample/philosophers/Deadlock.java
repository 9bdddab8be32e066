package io.zklocked.sample.philosophers;

import io.zklocked.sample.worker.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A time in which everybody had a left fork and nobody ate. Immutable.
 *
 * @param from when the last left fork was taken
 * @param to when the first was put back
 */
public record Deadlock(Instant from, Instant to) {

  static final String LEFT_TAKEN = "took the left fork";

  private record Event(int philosopher, Moment moment) {}

  /**
   * The longest one.
   *
   * @param places at the table
   * @param told the moments of each philosopher, in their order
   * @return the deadlock, or empty if there was none
   */
  public static Optional<Deadlock> longest(int places, Map<Integer, List<Moment>> told) {
    List<Event> events = new ArrayList<>();
    told.forEach((who, moments) -> moments.forEach(moment -> events.add(new Event(who, moment))));
    events.sort(Comparator.comparing(event -> event.moment().at()));
    Set<Integer> reaching = new HashSet<>();
    List<Deadlock> found = new ArrayList<>();
    Instant since = Instant.MAX;
    for (Event event : events) {
      boolean wereAll = reaching.size() == places;
      if (event.moment().what().equals(LEFT_TAKEN)) {
        reaching.add(event.philosopher());
      } else if (event.moment().kind() != Moment.Kind.MARKS) {
        reaching.remove(event.philosopher());
      }
      if (!wereAll && reaching.size() == places) {
        since = event.moment().at();
      } else if (wereAll && reaching.size() < places) {
        found.add(new Deadlock(since, event.moment().at()));
      }
    }
    return found.stream().max(Comparator.comparing(Deadlock::length));
  }

  /**
   * How long it lasted.
   *
   * @return the time
   */
  public Duration length() {
    return Duration.between(from, to);
  }
}
