package io.zklocked.contract;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A body that says when it has started and ends when it is told to. */
final class Gate implements Subject.Body<String> {

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  @Override
  public String run() throws Exception {
    entered.countDown();
    await(open, "the gate was not opened");
    return "passed";
  }

  void awaitEntered() throws Exception {
    await(entered, "nobody entered");
  }

  boolean isEntered() {
    return entered.getCount() == 0;
  }

  void open() {
    open.countDown();
  }

  private static void await(CountDownLatch latch, String failure) throws Exception {
    if (!latch.await(Eventually.LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException(failure);
    }
  }
}
