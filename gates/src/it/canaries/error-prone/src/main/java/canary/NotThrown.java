package canary;

/** Breaks a rule on purpose: the exception is made and not thrown. */
final class NotThrown {

  private NotThrown() {}

  static void check(boolean right) {
    if (!right) {
      new IllegalStateException("wrong");
    }
  }
}
