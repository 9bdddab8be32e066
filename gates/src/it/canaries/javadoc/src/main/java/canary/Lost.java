package canary;

/** Breaks a rule on purpose: nobody knows {@link Nobody}. */
public final class Lost {

  private Lost() {}
}
