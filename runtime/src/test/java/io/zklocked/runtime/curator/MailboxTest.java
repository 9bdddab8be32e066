package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private final ExecutorService others = Executors.newFixedThreadPool(4);

  @AfterEach
  void end() {
    others.shutdownNow();
  }

  @Test
  void aLetterPostedWhileOneIsReadComesAfterIt() {
    Mailbox mailbox = new Mailbox(others);
    List<String> read = new ArrayList<>();
    mailbox.post(
        () -> {
          mailbox.post(() -> read.add("second"));
          read.add("first");
        });
    assertThat(read).containsExactly("first", "second");
  }

  @Test
  void aLetterThatFailsDoesNotHoldUpTheNext() {
    Mailbox mailbox = new Mailbox(others);
    List<String> read = new ArrayList<>();
    mailbox.post(
        () -> {
          mailbox.post(() -> read.add("next"));
          throw new IllegalStateException("on purpose");
        });
    assertThat(read).containsExactly("next");
  }

  @Test
  void aLetterForElsewhereIsNotReadByWhoPostsIt() throws Exception {
    Mailbox mailbox = new Mailbox(others);
    List<Thread> readers = new ArrayList<>();
    mailbox.postElsewhere(() -> readers.add(Thread.currentThread()));
    others.shutdown();
    assertThat(others.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(readers).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @Test
  void lettersOfManyThreadsAreReadOneAtATimeAndInEachOnesOrder() throws Exception {
    int writers = 4;
    int each = 20_000;
    Mailbox mailbox = new Mailbox(Runnable::run);
    AtomicInteger readersAtOnce = new AtomicInteger();
    AtomicInteger disorder = new AtomicInteger();
    int[] lastOf = new int[writers];
    for (int w = 0; w < writers; w++) {
      int writer = w;
      others.execute(
          () -> {
            for (int i = 1; i <= each; i++) {
              int number = i;
              mailbox.post(
                  () -> {
                    boolean alone = readersAtOnce.incrementAndGet() == 1;
                    boolean next = lastOf[writer] == number - 1;
                    lastOf[writer] = number;
                    readersAtOnce.decrementAndGet();
                    if (!alone || !next) {
                      disorder.incrementAndGet();
                    }
                  });
            }
          });
    }
    others.shutdown();
    assertThat(others.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(lastOf).containsOnly(each);
    assertThat(disorder).hasValue(0);
  }
}
