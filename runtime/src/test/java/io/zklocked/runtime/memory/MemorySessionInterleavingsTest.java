package io.zklocked.runtime.memory;

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

/** Threads that ask one session, interleaved in every way that the model checker finds in time. */
@Tag("interleavings")
public class MemorySessionInterleavingsTest {

  private record Answer(int thread, int number) {}

  private final AtomicInteger asked = new AtomicInteger();
  private final MemorySession session =
      new MemorySession(new MemoryTree(), new Deaf(), "memory-1", 1_000_000_000L);

  /** Not safe for threads: what two of them bring at a time goes wrong here. */
  private final List<Answer> answers = new ArrayList<>();

  /**
   * Has an answer brought, by whatever thread.
   *
   * @param thread who asked
   */
  @Operation
  public void bring(@Param(gen = ThreadIdGen.class) int thread) {
    Answer answer = new Answer(thread, asked.incrementAndGet());
    session.bring(() -> answers.add(answer));
  }

  /** Everything is answered once, that of each thread in its order. */
  @Validate
  public void everythingIsAnsweredInOrder() {
    if (answers.size() != asked.get()) {
      throw new AssertionError(asked + " questions, answered " + answers);
    }
    for (int i = 0; i < answers.size(); i++) {
      for (Answer later : answers.subList(i + 1, answers.size())) {
        Answer answer = answers.get(i);
        if (answer.thread() == later.thread() && answer.number() > later.number()) {
          throw new AssertionError("out of order: " + answers);
        }
      }
    }
  }

  @Test
  void answersComeOneAtATimeAndInOrder() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(250)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(MemorySessionInterleavingsTest.class);
  }
}
