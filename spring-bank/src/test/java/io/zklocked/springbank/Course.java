package io.zklocked.springbank;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Does something at two moments of the transaction of the calling thread. */
record Course(Runnable atCommit, Runnable afterwards) implements TransactionSynchronization {

  static void follow(Runnable atCommit, Runnable afterwards) {
    TransactionSynchronizationManager.registerSynchronization(new Course(atCommit, afterwards));
  }

  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  public void beforeCommit(boolean isReadOnly) {
    atCommit.run();
  }

  @Override
  public void afterCommit() {
    afterwards.run();
  }
}
