package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockMode;
import io.zklocked.LockModeException;
import java.util.List;

/**
 * Who may hold a lock at the same time. The neighbour is another process, and another thread where
 * locks are of one JVM.
 */
final class ModeRules {

  private static final String CONFIGURED = "by hand the configuration says it for all locks";

  private ModeRules() {}

  static List<Rule> all() {
    return List.of(
        rule("readers let one another in", ModeRules::readersShare),
        rule("a reader keeps writers out", ModeRules::readerExcludes),
        rule("a writer keeps readers and writers out", ModeRules::writerExcludes),
        rule("a semaphore lets in as many as it has permits", ModeRules::permits),
        rule("another number of permits is refused", ModeRules::otherPermits),
        rule("a mode is entered again, in the same mode", ModeRules::reentry),
        rule("a semaphore that is entered again takes no second permit", ModeRules::samePermit),
        rule("a writer may read, and read on when it has written", ModeRules::downgrade),
        rule("a reader that would write is refused at once, and why", ModeRules::upgrade),
        rule("a thread is refused another kind of the lock that it holds", ModeRules::otherKind),
        rule("retain keeps the lock between calls", ModeRules::kept).annotated(CONFIGURED),
        rule("what is retained is given up when somebody comes", ModeRules::givenUp)
            .annotated(CONFIGURED),
        rule("what is retained goes when its time is over", ModeRules::goes)
            .annotated(CONFIGURED)
            .onServer("there is nothing to see from outside"));
  }

  /**
   * All grants of one node have its token. A lock is kept only while its session is proven, which a
   * slow machine may take a while for.
   */
  private static void kept(Stage stage) throws Exception {
    String key = stage.newKey();
    Eventually.until(
        "two calls by one node",
        () -> {
          long first = stage.annotated().tokenOfKept(key);
          return stage.annotated().tokenOfKept(key) == first;
        });
    String notKept = stage.newKey();
    long before = stage.subject().hold(notKept, () -> HeldLock.current().fencingToken());
    assertThat(stage.subject().<Long>hold(notKept, () -> HeldLock.current().fencingToken()))
        .isGreaterThan(before);
  }

  private static void givenUp(Stage stage) throws Exception {
    String key = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    String other = stage.newKey();
    neighbour.enterIn(LockMode.EXCLUSIVE, other); // connected, so that it comes at once
    neighbour.leave(other);
    stage.annotated().tokenOfKept(key);
    long start = System.nanoTime();
    neighbour.enterIn(LockMode.EXCLUSIVE, key);
    assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(2_500);
    assertThat(neighbour.leave(key)).isEqualTo("passed");
  }

  private static void goes(Stage stage) throws Exception {
    String key = stage.newKey();
    stage.annotated().tokenOfBrieflyKept(key);
    stage.znodes().awaitContenders(stage.path(key), 0);
    stage.assertFree(LockMode.WRITE, key);
  }

  private static void readersShare(Stage stage) throws Exception {
    String key = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    neighbour.enterIn(LockMode.READ, key);
    assertThat(once(stage, LockMode.READ, key)).isEqualTo("ran");
    assertThat(neighbour.leave(key)).isEqualTo("passed");
    assertThat(
            stage
                .subject()
                .holdIn(LockMode.READ, key, () -> neighbour.tryOnceIn(LockMode.READ, key)))
        .isEqualTo("ran");
  }

  private static void readerExcludes(Stage stage) throws Exception {
    String key = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    neighbour.enterIn(LockMode.READ, key);
    assertThat(once(stage, LockMode.WRITE, key)).isEqualTo("busy");
    neighbour.leave(key);
    assertThat(
            stage
                .subject()
                .holdIn(LockMode.READ, key, () -> neighbour.tryOnceIn(LockMode.WRITE, key)))
        .isEqualTo("busy");
    stage.assertFree(LockMode.WRITE, key);
  }

  private static void writerExcludes(Stage stage) throws Exception {
    String key = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    neighbour.enterIn(LockMode.WRITE, key);
    assertThat(once(stage, LockMode.READ, key)).isEqualTo("busy");
    assertThat(once(stage, LockMode.WRITE, key)).isEqualTo("busy");
    neighbour.leave(key);
    stage
        .subject()
        .holdIn(
            LockMode.WRITE,
            key,
            () -> {
              assertThat(neighbour.tryOnceIn(LockMode.READ, key)).isEqualTo("busy");
              assertThat(neighbour.tryOnceIn(LockMode.WRITE, key)).isEqualTo("busy");
              return null;
            });
  }

  private static void permits(Stage stage) throws Exception {
    String key = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    neighbour.enterIn(LockMode.SEMAPHORE, key);
    stage
        .subject()
        .holdIn(
            LockMode.SEMAPHORE,
            key,
            () -> {
              assertThat(neighbour.tryOnceIn(LockMode.SEMAPHORE, key)).isEqualTo("busy");
              assertThat(onceElsewhere(stage, LockMode.SEMAPHORE, key)).isEqualTo("busy");
              neighbour.leave(key);
              return null;
            });
    stage.assertFree(LockMode.SEMAPHORE, key);
  }

  private static void otherPermits(Stage stage) throws Exception {
    String key = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    neighbour.enterIn(LockMode.SEMAPHORE, key);
    assertThatThrownBy(() -> stage.subject().tryOnceOfThree(key, () -> "ran"))
        .isInstanceOf(LockModeException.class);
    neighbour.leave(key);
  }

  private static void reentry(Stage stage) throws Exception {
    for (LockMode mode : LockMode.values()) {
      String key = stage.newKey();
      Subject subject = stage.subject();
      assertThat(subject.holdIn(mode, key, () -> subject.tryOnceIn(mode, key, () -> "inner")))
          .as("%s", mode)
          .isEqualTo("inner");
    }
  }

  private static void samePermit(Stage stage) throws Exception {
    String key = stage.newKey();
    Subject subject = stage.subject();
    Neighbour neighbour = stage.neighbour();
    Subject.Body<String> other = () -> neighbour.tryOnceIn(LockMode.SEMAPHORE, key);
    assertThat(
            subject.holdIn(
                LockMode.SEMAPHORE, key, () -> subject.holdIn(LockMode.SEMAPHORE, key, other)))
        .isEqualTo("ran");
  }

  private static void downgrade(Stage stage) throws Exception {
    String key = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    Runnable stopReading =
        stage
            .subject()
            .holdIn(
                LockMode.WRITE,
                key,
                () -> {
                  Runnable stop = stage.subject().keepReading(key);
                  assertThat(neighbour.tryOnceIn(LockMode.READ, key)).isEqualTo("busy");
                  return stop;
                });
    stage.assertFree(LockMode.READ, key);
    assertThat(neighbour.tryOnceIn(LockMode.WRITE, key)).isEqualTo("busy");
    stopReading.run();
    stage.assertFree(LockMode.WRITE, key);
  }

  private static void upgrade(Stage stage) throws Exception {
    String key = stage.newKey();
    Subject subject = stage.subject();
    long start = System.nanoTime();
    assertThatThrownBy(
            () ->
                subject.holdIn(
                    LockMode.READ, key, () -> subject.holdIn(LockMode.WRITE, key, () -> "ran")))
        .isInstanceOf(LockModeException.class)
        .hasMessageContaining("a read lock cannot be upgraded")
        .hasMessageContaining("lock for writing from the start");
    assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
    stage.assertFree(LockMode.WRITE, key);
  }

  private static void otherKind(Stage stage) throws Exception {
    Subject subject = stage.subject();
    for (LockMode inner : List.of(LockMode.READ, LockMode.WRITE, LockMode.SEMAPHORE)) {
      String key = stage.newKey();
      assertThatThrownBy(() -> subject.hold(key, () -> subject.holdIn(inner, key, () -> "ran")))
          .as("%s", inner)
          .isInstanceOf(LockModeException.class)
          .hasMessageContaining("is another kind of lock");
    }
  }

  private static String once(Stage stage, LockMode mode, String key) throws Exception {
    return Rival.outcome(() -> stage.subject().tryOnceIn(mode, key, () -> "ran"));
  }

  private static String onceElsewhere(Stage stage, LockMode mode, String key) throws Exception {
    return Task.start("other", () -> once(stage, mode, key)).result();
  }
}
