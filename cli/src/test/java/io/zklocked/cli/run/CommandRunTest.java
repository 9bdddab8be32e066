package io.zklocked.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zklocked.cli.Spawned;
import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands under locks of this JVM, which end when the locks do. */
@Timeout(60)
class CommandRunTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private final ZkLocks locks =
      ZkLocks.start(ZkLocksConfig.connect("memory").withShutdownGrace(Duration.ZERO));
  private final List<String> told = new ArrayList<>();

  @TempDir private Path directory;
  private Hold hold;

  @BeforeEach
  void acquire() throws Exception {
    // It belongs to no thread, so that its loss interrupts none.
    hold = locks.acquireAsync("a").toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    locks.close();
  }

  private void tell(String kind, String sentence, List<String> processes) {
    told.add(kind + ": " + sentence + " " + processes.size());
  }

  private GuardedGroup stubborn() throws IOException {
    assumeTrue(GuardedGroup.isPossible(), "there is no /proc, or no setsid");
    return GuardedGroup.start(
        List.of(
            "sh",
            "-c",
            "trap '' TERM; echo >\"$0\"; while :; do sleep 0.02; done",
            directory.resolve("up").toString()),
        Map.of(),
        AT_ONCE,
        Duration.ofSeconds(100));
  }

  @Test
  void groupIsEndedAheadOfEveryWordAboutIt() throws Exception {
    CountDownLatch words = new CountDownLatch(1);
    try (GuardedGroup group = stubborn()) {
      CommandRun run =
          new CommandRun(
              hold,
              group,
              AT_ONCE,
              (kind, sentence, processes) -> {
                tell(kind, sentence, group.left());
                words.countDown();
              });
      CompletableFuture<Integer> awaited = CompletableFuture.supplyAsync(run::await);
      Spawned.eventually("it is up", () -> directory.resolve("up").toFile().exists());
      locks.close();
      assertThat(words.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(told)
          .containsExactly("lost: the lock is lost: nothing of the command runs any more. 0");
      assertThat(awaited.handle((code, failure) -> failure).get(30, TimeUnit.SECONDS))
          .hasMessageContaining("whether it had done its work is not known");
    }
  }

  @Test
  void commandIsNotRunWhenTheLockIsLostBeforeItBegins() throws Exception {
    try (GuardedGroup group = stubborn()) {
      locks.close();
      CommandFailure failure = failureOf(group);
      assertThat(failure).hasMessageEndingWith("The command was not run.");
      assertThat(failure.exitCode()).isEqualTo(76);
      assertThat(group.left()).isEmpty();
      assertThat(directory.resolve("up")).doesNotExist();
    }
  }

  private CommandFailure failureOf(CommandGroup group) {
    return catchThrowableOfType(
        CommandFailure.class, () -> new CommandRun(hold, group, AT_ONCE, this::tell).await());
  }

  @Test
  void whatIsLeftAndCannotBeEndedIsNamedInAFailure() {
    Undead group = new Undead();
    CommandFailure failure = failureOf(group);
    assertThat(failure.exitCode()).isEqualTo(76);
    assertThat(failure.kind()).isEqualTo("left");
    assertThat(failure)
        .hasMessageStartingWith("The command has ended with 4. pid 7 (x) could not be ended")
        .hasMessageContaining("end it by hand");
    assertThat(told)
        .containsExactly(
            "left: the command has ended with 4 and left running: pid 7 (x). Not all of them could"
                + " be ended. 1");
    assertThat(group.done).containsExactly("begin", "attend", "end", "KILL", "destroy");
  }

  @Test
  void stoppedCommandIsKilledInsteadOfContinuedAndNotSaidToHaveEndedUnlessItHas() {
    locks.close();
    Undead group = new Undead();
    CommandFailure failure = failureOf(group);
    assertThat(group.done).containsExactly("KILL", "destroy");
    assertThat(failure.kind()).isEqualTo("lost");
    assertThat(failure).hasMessageContaining("pid 7 (x) could not be ended");
    assertThat(failure.getMessage()).doesNotContain("was ended");
    assertThat(told)
        .containsExactly(
            "lost: the lock is lost: the command was killed and is still there: pid 7 (x). 1");
  }

  /** A command that has ended and left a process that nobody here can end. */
  private static final class Undead implements CommandGroup {

    private final List<String> done = new ArrayList<>();

    @Override
    public boolean isHeldBack() {
      return false;
    }

    @Override
    public void begin() {
      done.add("begin");
    }

    @Override
    public void beat() {
      // in between, however often
    }

    @Override
    public void attend() {
      done.add("attend");
    }

    @Override
    public CompletableFuture<Integer> exit() {
      return CompletableFuture.completedFuture(4);
    }

    @Override
    public void signal(Signal signal) {
      done.add(signal.name());
    }

    @Override
    public void askToEnd() {
      done.add("end");
    }

    @Override
    public List<String> left() {
      return List.of("pid 7 (x)");
    }

    @Override
    public boolean isStopped() {
      return true;
    }

    @Override
    public void destroy() {
      done.add("destroy");
    }

    @Override
    public void close() {
      done.add("close");
    }
  }
}
