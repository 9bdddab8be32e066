package io.zklocked.sample.mutex;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line that a worker prints. Immutable.
 *
 * @param at when; printed in UTC, with microseconds
 * @param worker the worker's number
 * @param task the task's number
 * @param what {@code waiting}, {@code starts}, {@code ends} or {@code took}
 * @param more what else is to be said; may be empty
 */
public record MutexEvent(Instant at, int worker, int task, String what, String more) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern LINE =
      Pattern.compile("(\\S+Z)  worker (\\d+)  task (\\d+)  (waiting|starts|ends|took) *(.*)");

  /**
   * Reads a line.
   *
   * @param line what a worker printed
   * @return the event, or empty if the line is something else
   */
  public static Optional<MutexEvent> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new MutexEvent(
            Instant.parse(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            matcher.group(4),
            matcher.group(5)));
  }

  /** The line. */
  @Override
  public String toString() {
    return "%s  worker %d  task %d  %-7s  %s"
        .formatted(TIME.format(at), worker, task, what, more)
        .stripTrailing();
  }
}
