package io.zklocked.springbank;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Counts the transactions that begin, and looks around just before. */
@Component
public class Begins implements TransactionExecutionListener {

  private final AtomicInteger count = new AtomicInteger();
  private final AtomicReference<Runnable> before = new AtomicReference<>(() -> {});

  int count() {
    return count.get();
  }

  void before(Runnable look) {
    before.set(look);
  }

  @Override
  public void beforeBegin(TransactionExecution transaction) {
    count.incrementAndGet();
    before.get().run();
  }
}
