package io.zklocked.sample.demo.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who waited and who held when: one row a process, solid where it held, light where it waited; and
 * what may never be, two that hold one lock at once. Immutable.
 *
 * @param title what it shows
 * @param caption what is to be known to read it
 * @param rows the names of the processes by their numbers
 * @param spans in any order
 * @param marks in any order
 * @param from where the picture begins
 * @param to where it ends
 */
public record Timeline(
    String title,
    String caption,
    SortedMap<Integer, String> rows,
    List<Span> spans,
    List<Mark> marks,
    Instant from,
    Instant to)
    implements Figure {

  /** Copies what is given. */
  public Timeline {
    rows = new TreeMap<>(rows);
    spans = spans.stream().sorted(Comparator.comparing(Span::from)).toList();
    marks = marks.stream().sorted(Comparator.comparing(Mark::at)).toList();
  }

  /**
   * The whole of a run.
   *
   * @param title what it shows
   * @param caption what is to be known to read it
   * @param rows the names of the processes by their numbers
   * @param spans in any order
   * @param marks in any order
   */
  public static Timeline of(
      String title,
      String caption,
      SortedMap<Integer, String> rows,
      List<Span> spans,
      List<Mark> marks) {
    Instant from = Instant.MAX;
    Instant to = Instant.MIN;
    for (Span span : spans) {
      from = span.from().isBefore(from) ? span.from() : from;
      to = span.to().isAfter(to) ? span.to() : to;
    }
    if (spans.isEmpty()) {
      from = Instant.EPOCH;
      to = Instant.EPOCH.plusMillis(1);
    }
    return new Timeline(title, caption, rows, spans, marks, from, to);
  }

  /**
   * Names for rows from 1 to a number.
   *
   * @param count the number
   * @param name in front of each, such as {@code process}
   */
  public static SortedMap<Integer, String> rows(int count, String name) {
    SortedMap<Integer, String> rows = new TreeMap<>();
    for (int row = 1; row <= count; row++) {
      rows.put(row, name + " " + row);
    }
    return rows;
  }

  /**
   * A part of it. A picture of more than some hundred intervals a row is a grey bar.
   *
   * @param skip what to leave out at the beginning
   * @param length of the part; cut where the run ends
   */
  public Timeline part(Duration skip, Duration length) {
    Instant begin = from.plus(skip);
    Instant end = begin.plus(length);
    return new Timeline(title, caption, rows, spans, marks, begin, end.isBefore(to) ? end : to);
  }

  /**
   * The part in which the most intervals of holding begin: where all are in their stride.
   *
   * @param length of the part
   */
  public Timeline busiest(Duration length) {
    List<Span> held = spans.stream().filter(span -> span.kind() != Span.Kind.WAITING).toList();
    Instant best = from;
    int most = 0;
    int first = 0;
    for (int last = 0; last < held.size(); last++) {
      while (held.get(last).from().isAfter(held.get(first).from().plus(length))) {
        first++;
      }
      if (last - first > most) {
        most = last - first;
        best = held.get(first).from();
      }
    }
    return part(Duration.between(from, best), length);
  }

  @Override
  public List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    List<Span> shown = shown();
    keys.add(new Key("hold", "holds"));
    if (shown.stream().anyMatch(span -> span.kind() == Span.Kind.SHARING)) {
      keys.add(new Key("share", "holds, shared"));
    }
    if (shown.stream().anyMatch(span -> span.kind() == Span.Kind.WAITING)) {
      keys.add(new Key("wait", "waits"));
    }
    if (!harm(shown).isEmpty()) {
      keys.add(new Key("harm", "two at once under one lock"));
    }
    return keys;
  }

  @Override
  public String svg(int width) {
    return new TimelineDrawing(this, width).svg();
  }

  /** What lies in the picture at least in part. */
  List<Span> shown() {
    return spans.stream()
        .filter(span -> span.from().isBefore(to) && from.isBefore(span.to()))
        .toList();
  }

  /**
   * Where two hold one lock at once and one of them does not share it: each as a span of either.
   */
  static List<Span> harm(List<Span> spans) {
    Map<String, List<Span>> byLock = new HashMap<>();
    for (Span span : spans) {
      if (span.kind() != Span.Kind.WAITING) {
        byLock.computeIfAbsent(span.lock(), lock -> new ArrayList<>()).add(span);
      }
    }
    List<Span> harm = new ArrayList<>();
    for (List<Span> ofOne : byLock.values()) {
      for (int i = 0; i < ofOne.size(); i++) {
        Span one = ofOne.get(i);
        for (int j = i + 1; j < ofOne.size() && ofOne.get(j).from().isBefore(one.to()); j++) {
          Span other = ofOne.get(j);
          boolean shared = one.kind() == Span.Kind.SHARING && other.kind() == Span.Kind.SHARING;
          if (!shared && one.overlaps(other)) {
            Instant end = one.to().isBefore(other.to()) ? one.to() : other.to();
            harm.add(new Span(one.row(), one.track(), one.kind(), one.what(), other.from(), end));
            harm.add(
                new Span(
                    other.row(), other.track(), other.kind(), other.what(), other.from(), end));
          }
        }
      }
    }
    return harm;
  }
}
