package io.zklocked.sample.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final Instant ZERO = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void onlyWhatHoldsOneLockAtOnceIsHarm() {
    assertThat(
            Timeline.harm(
                List.of(
                    span(1, Span.Kind.HOLDING, "a", 0, 10),
                    span(2, Span.Kind.HOLDING, "b", 0, 10),
                    span(3, Span.Kind.WAITING, "a", 0, 10),
                    span(4, Span.Kind.HOLDING, "a", 10, 20))))
        .isEmpty();
    assertThat(
            Timeline.harm(
                List.of(
                    span(1, Span.Kind.HOLDING, "a", 0, 10),
                    span(2, Span.Kind.HOLDING, "a", 8, 20))))
        .containsExactly(
            span(1, Span.Kind.HOLDING, "a", 8, 10), span(2, Span.Kind.HOLDING, "a", 8, 10));
  }

  @Test
  void sharersMayBeTogetherButNotWithAHolder() {
    assertThat(
            Timeline.harm(
                List.of(
                    span(1, Span.Kind.SHARING, "a", 0, 10),
                    span(2, Span.Kind.SHARING, "a", 0, 10))))
        .isEmpty();
    assertThat(
            Timeline.harm(
                List.of(
                    span(1, Span.Kind.SHARING, "a", 0, 10),
                    span(2, Span.Kind.HOLDING, "a", 5, 10))))
        .hasSize(2);
  }

  @Test
  void remarkIsNoPartOfTheLock() {
    Span span = span(1, Span.Kind.HOLDING, "accounts/3#task 7", 0, 1);

    assertThat(span.lock()).isEqualTo("accounts/3");
    assertThat(span.label()).isEqualTo("task 7");
    assertThat(span(1, Span.Kind.HOLDING, "accounts/3", 0, 1).label()).isEqualTo("3");
  }

  @Test
  void pictureHasARowForEachProcessAndEscapesItsName() {
    Timeline timeline =
        Timeline.of(
            "Who held",
            "",
            Timeline.rows(2, "<process>"),
            List.of(span(1, Span.Kind.HOLDING, "a", 0, 10), span(2, Span.Kind.WAITING, "a", 0, 10)),
            List.of(new Mark(1, ZERO.plusMillis(5), "killed")));

    String svg = timeline.svg(1_000);

    assertThat(svg)
        .contains("&lt;process&gt; 1", "&lt;process&gt; 2", "class=\"hold\"", "class=\"wait\"")
        .contains(">killed</text>", "10 ms")
        .doesNotContain("<process>");
    assertThat(timeline.keys()).extracting(Figure.Key::style).containsExactly("hold", "wait");
  }

  @Test
  void partShowsWhatLiesInIt() {
    Timeline timeline =
        Timeline.of(
                "Who held",
                "",
                Timeline.rows(1, "process"),
                List.of(
                    span(1, Span.Kind.HOLDING, "a", 0, 10),
                    span(1, Span.Kind.HOLDING, "b", 20, 30)),
                List.of())
            .part(Duration.ofMillis(15), Duration.ofMillis(50));

    assertThat(timeline.shown()).extracting(Span::what).containsExactly("b");
    assertThat(timeline.to()).isEqualTo(ZERO.plusMillis(30));
  }

  private static Span span(int row, Span.Kind kind, String what, long from, long to) {
    return new Span(row, 0, kind, what, ZERO.plusMillis(from), ZERO.plusMillis(to));
  }
}
