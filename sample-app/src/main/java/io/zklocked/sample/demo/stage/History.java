package io.zklocked.sample.demo.stage;

import io.zklocked.sample.demo.page.Mark;
import io.zklocked.sample.demo.page.Span;
import io.zklocked.sample.worker.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who waited and who held when, as the workers of one run told it in moments. What was open when a
 * worker was killed ends there. Thread-safe.
 */
public final class History {

  /** More would only fill the memory: no picture shows them. */
  private static final int MOST = 200_000;

  private final Map<Track, Open> open = new HashMap<>();
  private final List<Span> spans = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private @Nullable Instant last;

  private record Track(int row, int track) {}

  private record Open(Span.Kind kind, String what, Instant from) {}

  /**
   * Takes what a worker told, if it is a moment.
   *
   * @param worker its number
   * @param told without the colon
   * @return whether it was one
   */
  public boolean take(int worker, String told) {
    Optional<Moment> moment = Moment.parse(told);
    moment.ifPresent(m -> take(worker, m));
    return moment.isPresent();
  }

  /**
   * Takes a moment.
   *
   * @param worker whose
   * @param moment what happened
   */
  public synchronized void take(int worker, Moment moment) {
    if (spans.size() + marks.size() >= MOST) {
      return;
    }
    saw(moment.at());
    Track track = new Track(worker, moment.track());
    switch (moment.kind()) {
      case WAITS -> begin(track, Span.Kind.WAITING, moment);
      case HOLDS -> begin(track, Span.Kind.HOLDING, moment);
      case SHARES -> begin(track, Span.Kind.SHARING, moment);
      case LEAVES -> end(track, moment.at());
      case MARKS -> marks.add(new Mark(worker, moment.at(), moment.what()));
    }
  }

  /**
   * Takes the death of a worker.
   *
   * @param worker which
   * @param at when
   */
  public synchronized void killed(int worker, Instant at) {
    saw(at);
    for (Track track : List.copyOf(open.keySet())) {
      if (track.row() == worker) {
        end(track, at);
      }
    }
    marks.add(new Mark(worker, at, "killed"));
  }

  /**
   * Takes something that happened to a worker, or to all of them.
   *
   * @param worker which; 0 for all
   * @param at when
   * @param what in a word or two
   */
  public synchronized void mark(int worker, Instant at, String what) {
    saw(at);
    marks.add(new Mark(worker, at, what));
  }

  /** All stretches by their beginning; what is still open ends with the last moment told. */
  public synchronized List<Span> spans() {
    List<Span> all = new ArrayList<>(spans);
    open.forEach(
        (track, begun) -> {
          if (last != null && !last.isBefore(begun.from())) {
            all.add(
                new Span(
                    track.row(), track.track(), begun.kind(), begun.what(), begun.from(), last));
          }
        });
    all.sort(Comparator.comparing(Span::from));
    return all;
  }

  /** All marks by their time. */
  public synchronized List<Mark> marks() {
    return marks.stream().sorted(Comparator.comparing(Mark::at)).toList();
  }

  private void begin(Track track, Span.Kind kind, Moment moment) {
    end(track, moment.at());
    open.put(track, new Open(kind, moment.what(), moment.at()));
  }

  private void end(Track track, Instant at) {
    Open begun = open.remove(track);
    if (begun != null && !at.isBefore(begun.from())) {
      spans.add(new Span(track.row(), track.track(), begun.kind(), begun.what(), begun.from(), at));
    }
  }

  private void saw(Instant at) {
    if (last == null || at.isAfter(last)) {
      last = at;
    }
  }
}
