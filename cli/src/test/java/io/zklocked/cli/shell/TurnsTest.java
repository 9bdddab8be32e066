package io.zklocked.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Json;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Things that are done one after the other, and given up. */
@Timeout(30)
class TurnsTest {

  private static final Reply DONE = Reply.done("done", new Json());

  @Test
  void eachIsDoneOnAThreadOfThatName() {
    Turns turns =
        new Turns("shell 0x1", words -> Reply.done(Thread.currentThread().getName(), new Json()));
    assertThat(turns.take(List.of("a")).lines()).containsExactly("shell 0x1");
    turns.giveUp(); // nothing is being done
    assertThat(turns.take(List.of("b")).isFailure()).isFalse();
  }

  @Test
  void whatHearsAnInterruptSaysItself() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Turns turns =
        new Turns(
            "t",
            words -> {
              begun.countDown();
              try {
                never.await();
                return Reply.done("waited", new Json());
              } catch (InterruptedException e) {
                return Reply.done("heard it", new Json());
              }
            });
    CompletableFuture<Reply> reply =
        CompletableFuture.supplyAsync(() -> turns.take(List.of("wait")));
    begun.await();
    turns.giveUp();
    assertThat(reply.get(20, TimeUnit.SECONDS).lines()).containsExactly("heard it");
  }

  @Test
  void whatHearsNothingIsLeftBehind() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Reply> later = new CompletableFuture<>();
    Turns turns =
        new Turns(
            "t",
            words -> {
              begun.countDown();
              return later.join();
            });
    CompletableFuture<Reply> reply =
        CompletableFuture.supplyAsync(() -> turns.take(List.of("deaf")));
    begun.await();
    turns.giveUp();
    assertThat(reply.get(20, TimeUnit.SECONDS).code()).isEqualTo(ExitCodes.INTERRUPTED);
    later.complete(DONE);
    assertThat(turns.take(List.of("next"))).isSameAs(DONE);
  }

  @Test
  void failureThatNobodyHasForeseenIsPassedOn() {
    Turns turns =
        new Turns(
            "t",
            words -> {
              throw new IllegalStateException("a defect");
            });
    assertThatThrownBy(() -> turns.take(List.of("x"))).hasRootCauseMessage("a defect");
  }
}
