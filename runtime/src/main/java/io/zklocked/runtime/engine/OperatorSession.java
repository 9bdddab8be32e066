package io.zklocked.runtime.engine;

/**
 * What an operator asks of a session beyond what locks need. As a session, it answers each request
 * once, on a thread of the ensemble, and never blocks.
 */
public interface OperatorSession extends Session {

  /**
   * Asks to be told, by {@link Ensemble.Events#changed}, when a node comes, changes or goes, also
   * where it is not there yet.
   *
   * @param path the node
   * @param reply {@code OK} if it is there, {@code NO_NODE} if not; watched in both cases
   */
  void await(String path, Reply<Void> reply);

  /**
   * Deletes a contender's node and creates a node that says so, both or neither, in one
   * transaction.
   *
   * @param node the contender
   * @param record the path of the word that is left, which stays
   * @param data what it holds
   * @param reply {@code OK} if the servers have decided, whatever they decided
   */
  void breakContender(String node, String record, byte[] data, Reply<Broken> reply);

  /**
   * What became of a contender that was to be broken.
   *
   * @param node {@code OK}, or why its node could not be deleted
   * @param record {@code OK}, or why the record could not be created
   */
  record Broken(Code node, Code record) {

    /**
     * Whether it was done.
     *
     * @return true if the node is gone and the record is there
     */
    public boolean isDone() {
      return node == Code.OK && record == Code.OK;
    }
  }
}
