package io.zklocked.sample.twophase;

import java.util.Locale;

/** What becomes of a round, and what a participant votes for. */
public enum Outcome {
  /** The proposed value becomes the register's. */
  COMMIT,
  /** The register stays as it is. */
  ABORT;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
