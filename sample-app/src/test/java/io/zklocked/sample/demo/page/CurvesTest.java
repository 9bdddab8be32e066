package io.zklocked.sample.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.page.Curves.Curve;
import io.zklocked.sample.demo.page.Curves.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTest {

  @Test
  void curvesLieBetweenTheirAxes() {
    Curves curves =
        new Curves(
            "title",
            "",
            "<across>",
            "up",
            List.of(
                new Curve("flat", true, List.of(new Point(0, 1), new Point(100, 1))),
                new Curve("steep", false, List.of(new Point(0, 0), new Point(100, 100)))));

    String svg = curves.svg(560);

    assertThat(svg)
        .contains("&lt;across&gt;", "class=\"curve\"", "class=\"curve dashed\"")
        .contains("d=\"M46.0 296.0L546.0 26.0\"") // from corner to corner
        .contains(">100</text>", ">0</text>");
    assertThat(curves.keys())
        .extracting(Figure.Key::style)
        .containsExactly("line curve", "line curve dashed");
  }

  @Test
  void ticksAreRound() {
    assertThat(Ticks.step(100, 6)).isEqualTo(20);
    assertThat(Ticks.step(97, 11)).isEqualTo(10);
    assertThat(Ticks.step(0.4, 4)).isEqualTo(0.1);
    assertThat(Ticks.text(0.1 + 0.2)).isEqualTo("0.3");
    assertThat(Ticks.text(20)).isEqualTo("20");
  }
}
