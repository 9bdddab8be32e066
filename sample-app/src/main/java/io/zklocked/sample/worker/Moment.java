package io.zklocked.sample.worker;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment at which a worker began to wait, held, or left; or one that is to be seen in a picture.
 * All workers are on one machine, so that their clocks are one. Immutable.
 *
 * @param at when, to the microsecond
 * @param kind what happened
 * @param track the number of the thread, or of whatever else waits and holds on its own within the
 *     process; from 0
 * @param what the lock, such as {@code accounts/3}, and behind a {@code #} what else is to be read
 *     in the picture; for a mark its words. Not empty, in one line
 */
public record Moment(Instant at, Kind kind, int track, String what) {

  /** What happened at a moment. */
  public enum Kind {
    /** The track asks for the lock. */
    WAITS,
    /** The track is inside; taken within the lock, so that it never is too early. */
    HOLDS,
    /** As {@link #HOLDS}, beside others that share the lock, such as readers. */
    SHARES,
    /** The track is outside, or no longer waits; taken within the lock where it was inside. */
    LEAVES,
    /** Something happened that belongs to no interval. */
    MARKS
  }

  private static final Pattern LINE =
      Pattern.compile("moment (\\d+) (waits|holds|shares|leaves|marks) (\\d+) (.+)");

  /** Cuts the time to the microsecond. */
  public Moment {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * The present moment.
   *
   * @param kind what happens
   * @param track which of the process
   * @param what it is about
   * @return the moment
   */
  public static Moment now(Kind kind, int track, String what) {
    return new Moment(Instant.now(), kind, track, what);
  }

  /**
   * Reads a line.
   *
   * @param told what a worker told, without the colon
   * @return the moment, or empty if the line is something else
   */
  public static Optional<Moment> parse(String told) {
    Matcher matcher = LINE.matcher(told);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Instant at = Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS);
    Kind kind = Kind.valueOf(matcher.group(2).toUpperCase(java.util.Locale.ROOT));
    return Optional.of(new Moment(at, kind, Integer.parseInt(matcher.group(3)), matcher.group(4)));
  }

  /** The line, with microseconds since 1970. */
  @Override
  public String toString() {
    return "moment %d %s %d %s"
        .formatted(
            ChronoUnit.MICROS.between(Instant.EPOCH, at),
            kind.name().toLowerCase(java.util.Locale.ROOT),
            track,
            what);
  }
}
