package io.zklocked.rules;

/**
 * Why a method cannot be locked as its annotation asks. Immutable.
 *
 * @param subject what is at fault
 * @param sentence what is wrong and what to do instead, without the place
 */
public record Fault(Subject subject, String sentence) {

  /** What is at fault. */
  public enum Subject {
    /** The template: calls that could not be refused before throw a LockKeyException. */
    TEMPLATE("value"),
    /** How the lock is held. */
    MODE("mode"),
    /** How many may hold a semaphore. */
    PERMITS("permits"),
    /** The wait time. */
    WAIT_TIME("waitTime"),
    /** What is done when the lock is busy. */
    ON_BUSY("onBusy"),
    /** What is called instead. */
    FALLBACK("fallback"),
    /** What is done when the lock is lost. */
    ON_LOST("onLost"),
    /** When the lock is given back. */
    RELEASE_AT("releaseAt"),
    /** How long the lock is kept between calls. */
    RETAIN("retain"),
    /** After which time a body that holds it is overdue. */
    WARN_AFTER("warnAfter"),
    /** For how long others are kept out at least. */
    LOCK_AT_LEAST_FOR("lockAtLeastFor"),
    /** When the lock is wanted: as {@link #TEMPLATE}. */
    CONDITION("condition"),
    /** The method, whatever the attributes are. */
    METHOD("");

    private final String attribute;

    Subject(String attribute) {
      this.attribute = attribute;
    }

    /**
     * Whether calls throw a {@link io.zklocked.LockKeyException}, because what the lock reads of
     * them cannot be had.
     *
     * @return whether it is what is read of a call
     */
    public boolean isReadOfCalls() {
      return this == TEMPLATE || this == CONDITION;
    }

    /**
     * The attribute of the annotation that is at fault.
     *
     * @return its name; empty if it is none of them
     */
    public String attribute() {
      return attribute;
    }
  }

  static Fault of(Subject subject, String problem, String remedy) {
    return new Fault(subject, problem + "; " + remedy);
  }
}
