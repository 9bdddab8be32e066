package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.zklocked.HeldLock;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a body knows of its lock, and what happens when it loses it. */
final class HeldRules {

  private static final String NO_SESSION = "memory has no session that could end";

  private HeldRules() {}

  static List<Rule> all() {
    return List.of(
        rule("the body sees its lock: resource, path, VALID, token", HeldRules::inside),
        rule("there is no lock to see outside of a body", HeldRules::outside),
        rule("an inner lock hides the outer one until it is left", HeldRules::nested),
        rule("the fencing token grows from grant to grant", HeldRules::tokens),
        rule("the fencing token grows from process to process", HeldRules::tokensOfProcesses)
            .onServer("locks in memory are of one JVM"),
        rule("a session that ends while the body runs: lost, at exit", HeldRules::sessionEnded)
            .onServer(NO_SESSION),
        rule("a node that somebody deletes: lost, at exit", HeldRules::nodeDeleted)
            .onServer("memory has no node that somebody could delete"),
        rule("a lock that an operator breaks: lost, at exit, with the reason", HeldRules::broken)
            .onServer("no operator sees the locks within a JVM"),
        rule("the body's exception wins over the loss of its lock", HeldRules::ownWins)
            .onServer(NO_SESSION),
        rule("ensureValid throws once the lock is lost", HeldRules::ensureValid)
            .onServer(NO_SESSION),
        rule("after a loss the next call has the lock again", HeldRules::afterLoss)
            .onServer(NO_SESSION));
  }

  private static void inside(Stage stage) throws Exception {
    String key = stage.newKey();
    stage
        .subject()
        .hold(
            key,
            () -> {
              HeldLock held = HeldLock.current();
              assertThat(held.resource()).isEqualTo("contract/" + key);
              assertThat(held.path()).isEqualTo(stage.path(key));
              assertThat(held.state()).isEqualTo(LockState.VALID);
              assertThat(held.fencingToken()).isPositive();
              assertThat(held.fencing().czxid()).isEqualTo(held.fencingToken());
              assertThat(held.heldFor()).isGreaterThanOrEqualTo(Duration.ZERO);
              held.ensureValid();
              return null;
            });
  }

  private static void outside(Stage stage) throws Exception {
    noneHere();
    stage.subject().hold(stage.newKey(), () -> "ran");
    noneHere();
    assertThatThrownBy(
            () ->
                stage
                    .subject()
                    .hold(
                        stage.newKey(),
                        () -> {
                          throw new IllegalArgumentException("own");
                        }))
        .hasMessage("own");
    noneHere();
  }

  private static void noneHere() {
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
  }

  private static void nested(Stage stage) throws Exception {
    String outer = stage.newKey();
    String inner = stage.newKey();
    List<String> seen = new ArrayList<>();
    stage
        .subject()
        .hold(
            outer,
            () -> {
              stage.subject().hold(inner, () -> seen.add(HeldLock.current().resource()));
              return seen.add(HeldLock.current().resource());
            });
    assertThat(seen).containsExactly("contract/" + inner, "contract/" + outer);
  }

  private static void tokens(Stage stage) throws Exception {
    String key = stage.newKey();
    List<Long> tokens = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      stage.subject().hold(key, () -> tokens.add(HeldLock.current().fencingToken()));
    }
    assertThat(tokens).isSorted();
    String other = stage.newKey();
    assertThat(stage.subject().hold(other, () -> HeldLock.current().fencing()))
        .isLessThan(stage.subject().hold(other, () -> HeldLock.current().fencing()));
  }

  private static void tokensOfProcesses(Stage stage) throws Exception {
    String key = stage.newKey();
    RivalProcess rival = stage.rival();
    long before = 0;
    for (int i = 0; i < 3; i++) {
      long ours = stage.subject().hold(key, () -> HeldLock.current().fencingToken());
      long theirs = rival.enter(key);
      rival.leave(key);
      assertThat(ours).isGreaterThan(before);
      assertThat(theirs).isGreaterThan(ours);
      before = theirs;
    }
  }

  private static void sessionEnded(Stage stage) throws Exception {
    Losing losing = new Losing(stage);
    stage.znodes().endSessionOfOnlyContender(losing.path);
    losing.awaitLost();
    losing.gate.open();
    assertThat(losing.call.failure())
        .isInstanceOfSatisfying(
            LockLostException.class,
            lost -> {
              assertThat(lost.reason()).isEqualTo(LockLostException.Reason.SESSION_EXPIRED);
              assertThat(lost.path()).isEqualTo(losing.path);
            });
  }

  private static void nodeDeleted(Stage stage) throws Exception {
    Losing losing = new Losing(stage);
    stage.znodes().deleteOnlyContender(losing.path);
    losing.awaitLost();
    losing.gate.open();
    assertThat(losing.call.failure())
        .isInstanceOfSatisfying(
            LockLostException.class,
            lost -> assertThat(lost.reason()).isEqualTo(LockLostException.Reason.NODE_DELETED));
  }

  private static void broken(Stage stage) throws Exception {
    Losing losing = new Losing(stage);
    HeldLock lock = losing.held();
    stage.znodes().breakOnlyContender(losing.path, "it hangs, OPS-17", "somebody");
    Eventually.until(
        "the operator's word has been read",
        () ->
            catchThrowable(lock::ensureValid) instanceof LockLostException lost
                && lost.reason() == LockLostException.Reason.BROKEN);
    losing.gate.open();
    assertThat(losing.call.failure())
        .isInstanceOfSatisfying(
            LockLostException.class,
            lost -> assertThat(lost.reason()).isEqualTo(LockLostException.Reason.BROKEN))
        .hasMessageContaining("an operator broke it: 'it hangs, OPS-17' (somebody)");
  }

  private static void ownWins(Stage stage) throws Exception {
    Losing losing = new Losing(stage);
    IllegalStateException own = new IllegalStateException("own");
    losing.own = own;
    stage.znodes().endSessionOfOnlyContender(losing.path);
    losing.awaitLost();
    losing.gate.open();
    Throwable failure = losing.call.failure();
    assertThat(failure).isSameAs(own);
    assertThat(Arrays.asList(failure.getSuppressed()))
        .singleElement()
        .isInstanceOf(LockLostException.class);
  }

  private static void ensureValid(Stage stage) throws Exception {
    Losing losing = new Losing(stage);
    HeldLock held = losing.held();
    held.ensureValid();
    stage.znodes().endSessionOfOnlyContender(losing.path);
    losing.awaitLost();
    assertThatThrownBy(held::ensureValid).isInstanceOf(LockLostException.class);
    losing.gate.open();
    losing.call.failure();
  }

  private static void afterLoss(Stage stage) throws Exception {
    Losing losing = new Losing(stage);
    stage.znodes().endSessionOfOnlyContender(losing.path);
    losing.awaitLost();
    losing.gate.open();
    losing.call.failure();
    assertThat(stage.subject().hold(losing.key, () -> HeldLock.current().state()))
        .isEqualTo(LockState.VALID);
  }

  /** A call whose body waits at a gate while its lock is taken from it. */
  private static final class Losing {
    final String key;
    final String path;
    final Gate gate = new Gate();
    final Task<String> call;
    volatile IllegalStateException own;
    private final CompletableFuture<HeldLock> held = new CompletableFuture<>();

    Losing(Stage stage) throws Exception {
      key = stage.newKey();
      path = stage.path(key);
      call = Task.start("loser", () -> stage.subject().hold(key, this::body));
      gate.awaitEntered();
    }

    private String body() throws Exception {
      held.complete(HeldLock.current());
      String passed = gate.run();
      if (own != null) {
        throw own;
      }
      return passed;
    }

    HeldLock held() throws Exception {
      return held.get(Eventually.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    }

    void awaitLost() throws Exception {
      HeldLock lock = held();
      Eventually.until("the lock is lost", () -> lock.state() == LockState.LOST);
    }
  }
}
