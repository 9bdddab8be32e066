package io.zklocked.sample.demo.lockshell;

import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.stage.Screen;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was said to the shells, and what they answered. Thread-safe. */
final class Transcript {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Screen screen;
  private final List<String> lines = new ArrayList<>();

  Transcript(Screen screen) {
    this.screen = screen;
  }

  /** A user typed a line. */
  void typed(String who, String line) {
    add("%s %-10s > %s", who, line);
  }

  /** A shell printed a line. */
  void printed(String who, String line) {
    add("%s %-10s   %s", who, line);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  private synchronized void add(String format, String who, String line) {
    String text = Html.format(format, TIME.format(Instant.now()), who, line);
    lines.add(text);
    screen.say("  " + text);
  }
}
