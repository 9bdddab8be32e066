package io.zklocked.sample.demo.page;

/** The marks of an axis, at round numbers. */
final class Ticks {

  private Ticks() {}

  /**
   * The distance of marks.
   *
   * @param length of the axis
   * @param most about so many marks at most
   * @return one, two or five times a power of ten
   */
  static double step(double length, int most) {
    double least = length / most;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * 0.9999) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** A round number without noughts behind its point. */
  static String text(double number) {
    String text = Html.format("%.6f", number);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
