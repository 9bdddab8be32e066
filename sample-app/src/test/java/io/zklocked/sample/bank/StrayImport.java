package io.zklocked.sample.bank;

/** What a program must not do; the rule's canary. */
public final class StrayImport {

  private StrayImport() {}

  /** Uses a class of the database's driver. */
  public static String driver() {
    return new org.h2.Driver().toString();
  }
}
