package canary;

/**
 * Breaks a rule on purpose: a paragraph without text.
 *
 * <p>
 */
public final class Empty {

  private Empty() {}
}
