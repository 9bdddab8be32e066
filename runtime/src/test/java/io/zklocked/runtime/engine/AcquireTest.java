package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.failure;
import static io.zklocked.runtime.engine.Rig.granted;
import static io.zklocked.runtime.engine.Rig.isWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockModeException;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.engine.Attempt.Reason;
import io.zklocked.runtime.engine.Session.Code;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AcquireTest {

  private final Rig rig = Rig.connected();
  private final HandEnsemble ensemble = rig.ensemble;

  @Test
  void createAndListAreBothSentBeforeAnyAnswer() {
    Attempt attempt = rig.acquire();
    assertThat(rig.session.sent()).hasSize(2);
    assertThat(rig.session.sent().get(0)).startsWith("create " + KEY + "/_c_").endsWith("-lock-");
    assertThat(rig.session.sent().get(1)).isEqualTo("list " + KEY);
    rig.session.next("create").answer();
    assertThat(isWaiting(attempt)).isTrue();
    rig.session.next("list").answer();
    assertThat(granted(attempt).state().name()).isEqualTo("VALID");
  }

  @Test
  void releaseWakesOnlyTheNextInLine() {
    Grant first = rig.hold();
    Rig b = Rig.joining(ensemble, "b");
    Attempt second = b.acquire();
    b.session.answerAll();
    Rig c = Rig.joining(ensemble, "c");
    Attempt third = c.acquire();
    c.session.answerAll();
    first.close();
    rig.session.answerAll();
    assertThat(b.session.sent()).containsExactly("list " + KEY);
    assertThat(c.session.sent()).isEmpty();
    b.session.answerAll();
    granted(second);
    assertThat(isWaiting(third)).isTrue();
  }

  @Test
  void fencingTokenGrowsFromHolderToHolder() {
    Grant first = rig.hold();
    first.close();
    rig.session.answerAll();
    assertThat(rig.hold().fencing()).isGreaterThan(first.fencing());
  }

  @Test
  void createWhoseAnswerIsLostIsFoundAgainAndTakenOn() {
    Attempt attempt = rig.acquire();
    rig.session.next("create").loseReply();
    rig.session.next("list").answer();
    rig.time.pass(SECOND);
    assertThat(rig.session.sent()).containsExactly("sync " + KEY, "list " + KEY);
    rig.session.answerAll();
    rig.time.pass(SECOND);
    rig.session.answerAll();
    assertThat(granted(attempt).fencing().czxid()).isEqualTo(ensemble.tree.zxid());
    assertThat(ensemble.line(KEY)).hasSize(1);
  }

  @Test
  void createThatWasNotDoneIsTriedUnderANewId() {
    Attempt attempt = rig.acquire();
    String first = rig.session.next("create").path;
    rig.session.next("create").lose();
    rig.session.next("list").answer();
    rig.time.pass(SECOND);
    rig.session.next("sync").answer();
    rig.session.next("list").answer();
    assertThat(rig.session.next("create").path).isNotEqualTo(first);
    rig.session.answerAll();
    granted(attempt);
    assertThat(ensemble.line(KEY)).hasSize(1);
  }

  @Test
  void missingDirectoriesAreMadeFromTheTop() {
    Attempt attempt = rig.engine.acquire(Rig.request("/app/locks/a", false, false));
    rig.session.next("create").answer();
    assertThat(rig.session.sent())
        .contains("directory /app", "directory /app/locks", "directory /app/locks/a");
    rig.session.answerAll();
    granted(attempt);
  }

  @Test
  void missingChrootIsNamed() {
    Attempt attempt = rig.engine.acquire(Rig.request("/app/a", false, false));
    rig.session.next("create").answer();
    rig.session.next("list").answer();
    rig.session.next("directory").refuse(Code.NO_NODE);
    assertThat(failure(attempt))
        .isInstanceOf(LockUnavailableException.class)
        .hasMessageContaining("chroot");
    rig.session.answerAll();
    assertThat(rig.tally.isBalanced()).isTrue();
  }

  @Test
  void missingRightsAreNamed() {
    Attempt attempt = rig.acquire();
    rig.session.next("create").refuse(Code.NO_RIGHTS);
    assertThat(failure(attempt)).hasMessageContaining(KEY).hasMessageContaining("NO_RIGHTS");
  }

  @Test
  void foreignNodesNeverBlock() {
    for (String name : new String[] {"notes", "lock-7", "x-lock-123", "0000000001", "a__READ__"}) {
      ensemble.stranger(KEY + "/" + name, "");
    }
    rig.hold();
  }

  @Test
  void namesOfCuratorAndKazooCount() {
    for (String name :
        new String[] {
          "_c_00000000-0000-0000-0000-000000000001-lock-0000000000",
          "0123456789abcdef__lock__0000000000",
          "_c_0-__READ__0000000000",
          "_c_0-__WRIT__0000000000"
        }) {
      Rig fresh = Rig.connected();
      fresh.ensemble.stranger(KEY + "/" + name, "10.0.0.1");
      Attempt attempt = fresh.acquire();
      fresh.session.answerAll();
      assertThat(isWaiting(attempt)).as(name).isTrue();
      fresh.ensemble.delete(KEY + "/" + name);
      fresh.session.answerAll();
      granted(attempt);
    }
  }

  @Test
  void directoryOfASemaphoreIsRefused() {
    ensemble.directory(KEY + "/leases");
    Attempt attempt = rig.acquire();
    rig.session.answerAll();
    assertThat(failure(attempt)).isInstanceOf(LockModeException.class);
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void mixtureOfKindsIsWarnedOfOnce() {
    ensemble.stranger(KEY + "/_c_0-__READ__0000000000", "");
    rig.acquire();
    rig.acquire();
    rig.session.answerAll();
    assertThat(rig.log).filteredOn(line -> line.startsWith("warn ")).hasSize(1);
  }

  @Test
  void waiterWhoseNodeIsDeletedThreeTimesStartsOverAndThenGivesUp() {
    Rig.joining(ensemble, "b").hold();
    Attempt attempt = rig.acquire();
    rig.session.answerAll();
    for (int i = 0; i < 4; i++) {
      assertThat(isWaiting(attempt)).isTrue();
      ensemble.delete(KEY + "/" + ensemble.line(KEY).get(0));
      rig.time.pass(Rig.TIMEOUT);
      rig.session.answerAll();
    }
    assertThat(failure(attempt)).hasMessageContaining("deletes its node");
  }

  @Test
  void watchdogSeesWhatALostWatchDoesNotTell() {
    Rig other = Rig.joining(ensemble, "b");
    Grant first = other.hold();
    Attempt second = rig.acquire();
    rig.session.answerAll();
    rig.session.forgetWatches();
    first.close();
    other.session.answerAll();
    assertThat(isWaiting(second)).isTrue();
    rig.time.pass(Rig.TIMEOUT);
    rig.session.answerAll();
    granted(second);
  }

  @Test
  void withoutAnEnsembleItIsUnavailable() {
    Rig lonely = Rig.unconnected(ensemble, "b");
    Attempt attempt = lonely.acquire();
    attempt.giveUp(Reason.TIMEOUT);
    assertThat(failure(attempt))
        .isInstanceOf(LockUnavailableException.class)
        .hasMessageContaining("zk1:2181");
  }

  @Test
  void waiterStartsOverInANewSession() {
    rig.hold().close();
    rig.session.answerAll();
    Rig other = Rig.joining(ensemble, "b");
    Grant held = other.hold();
    Attempt attempt = rig.acquire();
    rig.session.answerAll();
    rig.session.expire();
    rig.newSession().answerAll();
    assertThat(isWaiting(attempt)).isTrue();
    held.close();
    other.session.answerAll();
    rig.session.answerAll();
    granted(attempt);
  }

  @Test
  void waiterDoesNotStartOverBesideALostBody() {
    Grant held = rig.hold();
    Attempt attempt = rig.acquire();
    rig.session.answerAll();
    rig.session.expire();
    rig.newSession().answerAll();
    assertThat(isWaiting(attempt)).isTrue();
    held.close();
    rig.session.answerAll();
    granted(attempt);
  }

  @Test
  void nodeIsNotGivenUpForAListingWhoseSyncWasLost() {
    Rig.joining(ensemble, "b").hold();
    Attempt second = rig.acquire();
    rig.session.answerAll();
    String own = ensemble.line(KEY).get(0);
    rig.session.forgetWatches();
    SimTree.Znode parent = Objects.requireNonNull(ensemble.tree.get(KEY));
    parent.children.remove(own); // the server lags behind
    rig.time.pass(Rig.TIMEOUT);
    rig.session.next("list").answer();
    rig.session.next("sync").lose();
    rig.session.next("list").answer();
    assertThat(rig.session.count("create")).isZero();
    parent.children.add(own);
    rig.time.pass(SECOND);
    rig.session.answerAll();
    assertThat(isWaiting(second)).isTrue();
    assertThat(ensemble.line(KEY)).hasSize(2);
  }

  @Test
  void doubtIsNotSettledByAListingWhoseSyncWasLost() {
    rig.acquire();
    rig.session.next("create").lose();
    rig.session.next("list").answer();
    rig.time.pass(SECOND);
    rig.session.next("sync").lose();
    rig.session.next("list").answer();
    assertThat(rig.session.count("create")).isZero();
    rig.time.pass(SECOND);
    assertThat(rig.session.sent()).containsExactly("sync " + KEY, "list " + KEY);
  }

  @Test
  void anotherSessionEndsTheOneBefore() {
    Grant held = rig.hold();
    rig.newSession().answerAll();
    assertThat(held.state().name()).isEqualTo("LOST");
  }

  @Test
  void rightsAreOnlyNeededBelowTheDirectoriesThatStand() {
    ensemble.directory("/team");
    Attempt attempt = rig.engine.acquire(Rig.request("/team/a", false, false));
    rig.session.next("create").answer();
    rig.session.next("list").answer();
    rig.session.next("directory").refuse(Code.NO_RIGHTS); // of "/": ACLs are looked at first
    rig.session.answerAll();
    granted(attempt);
  }

  @Test
  void missingRightsAboveAMissingDirectoryAreNamed() {
    Attempt attempt = rig.engine.acquire(Rig.request("/team/a", false, false));
    rig.session.next("create").answer();
    rig.session.next("list").answer();
    rig.session.next("directory").refuse(Code.NO_RIGHTS);
    rig.session.answerAll();
    assertThat(failure(attempt)).hasMessageContaining("/team").hasMessageContaining("rights");
  }

  @Test
  void waiterInLineIsNotGrantedBesideALostBodyOfItsOwnProcess() {
    Grant held = rig.hold();
    Attempt attempt = rig.acquire();
    rig.session.answerAll();
    ensemble.delete(KEY + "/" + ensemble.line(KEY).get(0));
    rig.session.answerAll();
    assertThat(held.loss()).isNotNull();
    assertThat(isWaiting(attempt)).isTrue();
    held.close();
    rig.session.answerAll();
    granted(attempt);
  }
}
