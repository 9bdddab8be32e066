package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;

/** Who keeps whom out. */
final class ExclusionRules {

  private static final String ONE_JVM = "locks in memory are of one JVM";

  private ExclusionRules() {}

  static List<Rule> all() {
    return List.of(
        rule("two threads exclude one another", ExclusionRules::twoThreads),
        rule("a counter under the lock loses no update", ExclusionRules::counter),
        rule("two processes exclude one another", ExclusionRules::twoProcesses).onServer(ONE_JVM),
        rule("different keys do not exclude one another", ExclusionRules::differentKeys),
        rule("a thread enters again the lock that it holds", ExclusionRules::reentry),
        rule("a method that calls itself enters its lock again", ExclusionRules::recursion)
            .annotated("there is no method"),
        rule("a method enters the lock of the method that it calls", ExclusionRules::selfCall)
            .annotated("there is no method"),
        rule("the lock is held until the outermost body has ended", ExclusionRules::outermost),
        rule("Curator's InterProcessMutex keeps us out", ExclusionRules::curatorHolds)
            .onServer("Curator needs a server"),
        rule("we keep Curator's InterProcessMutex out", ExclusionRules::curatorWaits)
            .onServer("Curator needs a server"),
        rule("an absolute resource is a path to share with others", ExclusionRules::absolute),
        rule("five JVMs, SKIP, a body of one second: one body", ExclusionRules::fiveJvms)
            .onServer(ONE_JVM));
  }

  private static void twoThreads(Stage stage) throws Exception {
    String key = stage.newKey();
    Gate first = new Gate();
    Gate second = new Gate();
    Task<String> holder = stage.enter(key, first);
    Task<String> waiter = Task.start("waiter", () -> stage.subject().hold(key, second));
    stage.awaitQueued(waiter);
    assertThat(second.isEntered()).isFalse();
    first.open();
    second.awaitEntered();
    second.open();
    assertThat(holder.result()).isEqualTo("passed");
    assertThat(waiter.result()).isEqualTo("passed");
  }

  private static void counter(Stage stage) throws Exception {
    String key = stage.newKey();
    int[] count = {0};
    List<Task<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tasks.add(Task.start("counter", () -> countTo(15, key, stage.subject(), count)));
    }
    for (Task<String> task : tasks) {
      assertThat(task.result()).isEqualTo("counted");
    }
    assertThat(count[0]).isEqualTo(60);
  }

  private static String countTo(int times, String key, Subject subject, int[] count)
      throws Exception {
    for (int i = 0; i < times; i++) {
      subject.hold(
          key,
          () -> {
            int before = count[0];
            Thread.onSpinWait();
            count[0] = before + 1;
            return null;
          });
    }
    return "counted";
  }

  private static void twoProcesses(Stage stage) throws Exception {
    String key = stage.newKey();
    RivalProcess rival = stage.rival();
    rival.enter(key);
    assertThatThrownBy(() -> stage.subject().tryOnce(key, () -> "ran"))
        .isInstanceOf(LockBusyException.class);
    assertThat(rival.leave(key)).isEqualTo("passed");
    Gate gate = new Gate();
    Task<String> holder = stage.enter(key, gate);
    assertThat(rival.tryOnce(key)).isEqualTo("busy");
    gate.open();
    assertThat(holder.result()).isEqualTo("passed");
    rival.enter(key);
    assertThat(rival.leave(key)).isEqualTo("passed");
  }

  private static void differentKeys(Stage stage) throws Exception {
    String one = stage.newKey();
    String other = stage.newKey();
    Gate gate = new Gate();
    Task<String> holder = stage.enter(one, gate);
    assertThat(stage.subject().tryOnce(other, () -> "ran")).isEqualTo("ran");
    gate.open();
    assertThat(holder.result()).isEqualTo("passed");
  }

  private static void reentry(Stage stage) throws Exception {
    String key = stage.newKey();
    stage
        .subject()
        .hold(
            key,
            () -> {
              long outer = HeldLock.current().fencingToken();
              return stage
                  .subject()
                  .hold(
                      key,
                      () -> {
                        assertThat(HeldLock.current().fencingToken()).isEqualTo(outer);
                        return oneContender(stage, key);
                      });
            });
  }

  private static void recursion(Stage stage) throws Exception {
    String key = stage.newKey();
    assertThat(stage.annotated().recurse(key, 3, () -> oneContender(stage, key))).isEqualTo("one");
  }

  private static void selfCall(Stage stage) throws Exception {
    String key = stage.newKey();
    assertThat(stage.annotated().callItself(key, () -> oneContender(stage, key))).isEqualTo("one");
  }

  private static String oneContender(Stage stage, String key) throws Exception {
    if (stage.way().hasServer()) {
      assertThat(stage.znodes().contenders(stage.path(key))).hasSize(1);
    }
    return "one";
  }

  private static void outermost(Stage stage) throws Exception {
    String key = stage.newKey();
    Subject subject = stage.subject();
    subject.hold(
        key,
        () -> {
          subject.hold(key, () -> "inner");
          Task<String> other = Task.start("other", () -> subject.tryOnce(key, () -> "ran"));
          assertThat(other.failure()).isInstanceOf(LockBusyException.class);
          return null;
        });
    Task<String> other = Task.start("other", () -> subject.hold(key, () -> "ran"));
    assertThat(other.result()).isEqualTo("ran");
  }

  private static void curatorHolds(Stage stage) throws Exception {
    String key = stage.newKey();
    InterProcessMutex mutex = new InterProcessMutex(stage.znodes().client(), stage.path(key));
    mutex.acquire();
    Gate gate = new Gate();
    assertThatThrownBy(() -> stage.subject().tryOnce(key, () -> "ran"))
        .isInstanceOf(LockBusyException.class);
    Task<String> waiter = Task.start("waiter", () -> stage.subject().hold(key, gate));
    stage.znodes().awaitContenders(stage.path(key), 2);
    assertThat(gate.isEntered()).isFalse();
    mutex.release();
    gate.awaitEntered();
    gate.open();
    assertThat(waiter.result()).isEqualTo("passed");
  }

  private static void curatorWaits(Stage stage) throws Exception {
    String key = stage.newKey();
    InterProcessMutex mutex = new InterProcessMutex(stage.znodes().client(), stage.path(key));
    Gate gate = new Gate();
    Task<String> holder = stage.enter(key, gate);
    assertThat(mutex.acquire(200, TimeUnit.MILLISECONDS)).isFalse();
    Task<Boolean> waiter = Task.start("curator", () -> mutex.acquire(20, TimeUnit.SECONDS));
    stage.znodes().awaitContenders(stage.path(key), 2);
    gate.open();
    assertThat(waiter.result()).isTrue();
    assertThat(holder.result()).isEqualTo("passed");
  }

  private static void absolute(Stage stage) throws Exception {
    String key = stage.newKey();
    String path =
        stage
            .subject()
            .holdShared(
                key,
                () -> {
                  if (stage.way().hasServer()) {
                    assertThat(stage.znodes().contenders("/shared/" + key)).hasSize(1);
                  }
                  return HeldLock.current().path();
                });
    assertThat(path).isEqualTo("/shared/" + key);
  }

  private static void fiveJvms(Stage stage) throws Exception {
    List<RivalProcess> rivals = stage.rivals(5);
    String warmUp = stage.newKey();
    for (RivalProcess rival : rivals) {
      rival.enter(warmUp);
      rival.leave(warmUp);
    }
    String key = stage.newKey();
    for (RivalProcess rival : rivals) {
      rival.startSkippable(key);
    }
    List<String> outcomes = new ArrayList<>();
    for (RivalProcess rival : rivals) {
      outcomes.add(rival.skipped());
    }
    assertThat(outcomes)
        .containsExactlyInAnyOrder("ran", "skipped", "skipped", "skipped", "skipped");
  }
}
