package canary;

import org.jspecify.annotations.Nullable;

/** Breaks a rule on purpose: the name may be null. */
final class Careless {

  private Careless() {}

  static int length(@Nullable String name) {
    return name.length();
  }
}
