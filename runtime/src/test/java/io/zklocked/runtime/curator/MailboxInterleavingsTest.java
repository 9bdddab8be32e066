package io.zklocked.runtime.curator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads that post letters, interleaved in every way that the model checker finds in time. */
@Tag("interleavings")
public class MailboxInterleavingsTest {

  private record Letter(int thread, int number) {}

  private final Mailbox mailbox = new Mailbox(Runnable::run);
  private final AtomicInteger posted = new AtomicInteger();

  /** Not safe for threads: what two of them deliver at a time goes wrong here. */
  private final List<Letter> delivered = new ArrayList<>();

  /**
   * Posts a letter, to be delivered by whatever thread.
   *
   * @param thread who posts
   */
  @Operation
  public void post(@Param(gen = ThreadIdGen.class) int thread) {
    Letter letter = new Letter(thread, posted.incrementAndGet());
    mailbox.post(() -> delivered.add(letter));
  }

  /**
   * The same for a letter that is delivered elsewhere.
   *
   * @param thread who posts
   */
  @Operation
  public void postElsewhere(@Param(gen = ThreadIdGen.class) int thread) {
    Letter letter = new Letter(thread, posted.incrementAndGet());
    mailbox.postElsewhere(() -> delivered.add(letter));
  }

  /** What was posted has arrived, that of each thread in its order. */
  @Validate
  public void everyLetterIsDeliveredInOrder() {
    if (delivered.size() != posted.get()) {
      throw new AssertionError(posted + " letters posted, delivered " + delivered);
    }
    for (int i = 0; i < delivered.size(); i++) {
      for (Letter later : delivered.subList(i + 1, delivered.size())) {
        Letter letter = delivered.get(i);
        if (letter.thread() == later.thread() && letter.number() > later.number()) {
          throw new AssertionError("out of order: " + delivered);
        }
      }
    }
  }

  @Test
  void lettersAreDeliveredOneAtATimeAndInOrder() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(250)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(0)
        .check(MailboxInterleavingsTest.class);
  }
}
