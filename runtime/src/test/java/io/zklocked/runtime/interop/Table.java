package io.zklocked.runtime.interop;

/** What came of each scenario, a line for people as soon as it is known. Without state. */
final class Table {

  private Table() {}

  /**
   * Prints a line.
   *
   * @param peer who else was there
   * @param scenario what was tried
   * @param result what came of it, after it was checked
   */
  static void line(String peer, String scenario, String result) {
    System.out.printf("[interop] %-10s | %-78s | %s%n", peer, scenario, result);
  }
}
