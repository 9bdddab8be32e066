package canary;

import java.util.List;

/** Breaks a rule on purpose: javac warns of the raw type. */
final class Raw {

  private Raw() {}

  static boolean none(List names) {
    return names.isEmpty();
  }
}
