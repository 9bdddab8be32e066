package io.zklocked.runtime;

/** What is done about calls that take locks in opposite orders ({@code order-check}). */
public enum OrderCheck {
  /** They are not looked for. */
  OFF("off"),

  /** One warning for each set of locks, with the stacks of both orders. */
  WARN("warn"),

  /** The call that takes the second order throws {@link io.zklocked.LockOrderException}. */
  FAIL("fail");

  private final String text;

  OrderCheck(String text) {
    this.text = text;
  }

  /** As the sources of the configuration spell it. */
  @Override
  public String toString() {
    return text;
  }
}
