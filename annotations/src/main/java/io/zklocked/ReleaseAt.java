package io.zklocked;

/**
 * When a call of a locked method gives its lock back. Whatever it says, a call that re-enters a
 * lock takes nothing from the call that took it.
 *
 * <p>Transactions are those of Spring, and are seen by the java agent alone: without it, or with
 * another framework, there is none.
 */
public enum ReleaseAt {
  /**
   * When the method exits, whether it returns or throws: neither a stage that it returns nor a
   * transaction keeps the lock. What a transaction has written is not seen by others yet when they
   * get the lock.
   */
  EXIT,

  /**
   * When the {@link java.util.concurrent.CompletionStage} that the method returns is complete; at
   * once if the method throws. A transaction does not matter. Only for methods that return such a
   * stage.
   */
  COMPLETION,

  /**
   * When the transaction of the call has ended, by commit or by rollback; a returned stage does not
   * matter. A call for which no transaction is active throws {@link IllegalStateException}, and its
   * body does not run: most often it has bypassed the proxy that would have opened one. Not for
   * transactions that AspectJ weaves into the method itself, which begin within the lock; {@link
   * #AUTO} waits for those as well.
   */
  TRANSACTION,

  /**
   * When the last of those that apply to the call has come: its exit, the completion of the stage
   * that it returns, the end of its transaction.
   */
  AUTO
}
