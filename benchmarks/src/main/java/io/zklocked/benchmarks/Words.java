package io.zklocked.benchmarks;

import java.util.Locale;

/** How numbers and names are written. */
final class Words {

  private Words() {}

  /** The name of a constant as the command line has it: {@code CURATOR_OWN}, curator-own. */
  static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** About three digits that count, and thousands apart. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
  }
}
