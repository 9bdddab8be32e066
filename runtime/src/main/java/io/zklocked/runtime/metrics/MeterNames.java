package io.zklocked.runtime.metrics;

import java.util.Locale;

/** How the meters spell what the engine says. */
final class MeterNames {

  private MeterNames() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
