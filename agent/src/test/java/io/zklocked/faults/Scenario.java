package io.zklocked.faults;

/**
 * A fault with a name.
 *
 * @param name of the row in the table
 * @param fault does it
 */
record Scenario(String name, Fault fault) {

  /** Does a fault, and ends it; what is left broken is healed afterwards. */
  @FunctionalInterface
  interface Fault {

    /**
     * Runs once.
     *
     * @throws Exception if the stage cannot be set; what the locks do wrong is for the judge
     */
    void run(Field field) throws Exception;
  }
}
