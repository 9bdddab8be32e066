package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockLostException.Reason;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.LockObserver.Loss;
import io.zklocked.runtime.engine.Session.Code;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakTest {

  private static final String BREAKS = "/zklocked/.system/broken";

  private final Rig rig = Rig.connected(Policy.DEFAULT.askingAt(BREAKS));
  private final HandEnsemble ensemble = rig.ensemble;
  private final Grant held = rig.hold();
  private final List<String> told = new ArrayList<>();

  BreakTest() {
    ensemble.directory("/zklocked/.system");
    ensemble.directory(BREAKS);
    held.onLost(() -> told.add(held.loss() + " " + held.lossWord()));
  }

  private String breakIt() {
    String node = KEY + "/" + ensemble.line(KEY).get(0);
    String path = BreakRecord.path(BREAKS, node, held.fencing().czxid());
    BreakRecord word =
        new BreakRecord("it hangs", "anna", "ops-1", Instant.EPOCH, "orders/42", node, "me");
    ensemble.tree.create(path, word.encode(), null);
    ensemble.delete(node);
    return path;
  }

  private void seeThatItIsGone() {
    rig.session.next("list-watch").answer();
  }

  @Test
  void holderIsToldWhoBrokeItsLockAndWhy() {
    breakIt();
    rig.session.answerAll();
    assertThat(told).containsExactly("BROKEN 'it hangs' (anna on ops-1)");
    assertThat(rig.log)
        .anyMatch(line -> line.contains("BROKEN by an operator: 'it hangs' (anna on ops-1)"));
    assertThat(rig.tally.losses).containsExactly(Loss.BROKEN);
    assertThat(held.close()).isEqualTo(Reason.BROKEN);
    assertThat(rig.tally.isBalanced()).isTrue();
  }

  @Test
  void stateIsLostBeforeTheWordIsRead() {
    String record = breakIt();
    seeThatItIsGone();
    assertThat(held.state()).isEqualTo(LockState.LOST);
    assertThat(held.loss()).isEqualTo(Reason.NODE_DELETED);
    assertThat(told).isEmpty();
    assertThat(rig.session.next("read").path).isEqualTo(record);
  }

  @Test
  void nodeThatIsGoneWithoutAWordIsToldOfAfterOneRead() {
    ensemble.delete(KEY + "/" + ensemble.line(KEY).get(0));
    seeThatItIsGone();
    rig.session.next("read").answer();
    assertThat(told).containsExactly("NODE_DELETED null");
    assertThat(rig.tally.losses).containsExactly(Loss.NODE_DELETED);
  }

  @Test
  void wordThatMayNotBeReadDelaysNothing() {
    breakIt();
    seeThatItIsGone();
    rig.session.next("read").refuse(Code.NO_RIGHTS);
    assertThat(told).containsExactly("NODE_DELETED null");
  }

  @Test
  void answerThatDoesNotComeDelaysTheTellingForHalfASecond() {
    breakIt();
    seeThatItIsGone();
    rig.time.pass(499_999_999L);
    assertThat(told).isEmpty();
    rig.time.pass(1);
    assertThat(told).containsExactly("NODE_DELETED null");
    rig.session.next("read").answer();
    assertThat(told).as("once").hasSize(1);
    assertThat(held.loss()).isEqualTo(Reason.NODE_DELETED);
    assertThat(rig.tally.losses).containsExactly(Loss.NODE_DELETED);
  }

  @Test
  void sessionThatEndsMeanwhileTellsAtOnce() {
    breakIt();
    seeThatItIsGone();
    rig.session.expire();
    assertThat(told).containsExactly("NODE_DELETED null");
  }

  @Test
  void bodyThatEndsMeanwhileHearsThatItsNodeIsGone() {
    breakIt();
    seeThatItIsGone();
    assertThat(held.close()).isEqualTo(Reason.NODE_DELETED);
    rig.session.answerAll();
    assertThat(rig.tally.losses).hasSize(1);
    assertThat(rig.tally.isBalanced()).isTrue();
  }

  @Test
  void nextInLineOfTheSameProcessIsNotServedBeforeTheBrokenBodyHasLeft() {
    Attempt next = rig.acquire();
    breakIt();
    rig.session.answerAll();
    assertThat(next.outcome()).isNotDone();
    held.close();
    rig.session.answerAll();
    assertThat(next.outcome()).isCompleted();
  }

  @Test
  void wordOfAStrangerIsHarmless() {
    BreakRecord word = BreakRecord.decode("\u001b[31mred{".getBytes(StandardCharsets.UTF_8));
    assertThat(word.describe()).isEqualTo("''");
    BreakRecord evil =
        BreakRecord.decode(
            "{\"reason\":\"\u001b[2J\",\"by\":\"x\",\"at\":\"soon\"}"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(evil.describe()).isEqualTo("'\uFFFD[2J' (x)");
    assertThat(evil.at()).isNull();
  }
}
