package io.zklocked.wovenapp;

/** Opens the shop. */
public final class Main {

  private Main() {}

  /**
   * Opens the shop.
   *
   * @param args none
   */
  public static void main(String[] args) {
    new Shop().open();
  }
}
