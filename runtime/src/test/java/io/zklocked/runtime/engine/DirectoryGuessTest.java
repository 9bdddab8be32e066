package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.granted;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.Session.Code;
import org.junit.jupiter.api.Test;

class DirectoryGuessTest {

  private final Rig rig = Rig.connected();
  private final HandEnsemble ensemble = rig.ensemble;

  @Test
  void keyThatIsUsedForTheFirstTimeIsHadInOneRoundTripIfTheOneBeforeWasNewAsWell() {
    use("/zklocked/a");
    Attempt attempt = acquire("/zklocked/b");
    assertThat(rig.session.sent())
        .satisfiesExactly(
            sent -> assertThat(sent).isEqualTo("directory /zklocked/b"),
            sent -> assertThat(sent).startsWith("create /zklocked/b/"),
            sent -> assertThat(sent).isEqualTo("list /zklocked/b"));
    rig.session.answerFirst();
    rig.session.answerFirst();
    rig.session.answerFirst();
    granted(attempt);
    assertThat(rig.session.sent()).isEmpty();
  }

  @Test
  void directoryThatWasMadeOnAGuessIsRemovedWhenItIsIdle() {
    use("/zklocked/a");
    use("/zklocked/b");
    assertThat(ensemble.tree.get("/zklocked/b")).isNotNull();
    rig.time.pass(20 * SECOND);
    rig.session.answerAll();
    assertThat(ensemble.tree.get("/zklocked/b")).isNull();
    use("/zklocked/b");
  }

  @Test
  void wrongGuessHurtsNobodyAndIsTheLast() {
    use("/zklocked/a");
    ensemble.directory("/zklocked/b");
    ensemble.directory("/zklocked/c");
    use("/zklocked/b");
    Attempt attempt = acquire("/zklocked/c");
    assertThat(rig.session.count("directory")).isZero();
    rig.session.answerAll();
    granted(attempt);
    rig.time.pass(20 * SECOND);
    rig.session.answerAll();
    assertThat(ensemble.tree.get("/zklocked/b")).as("somebody else's").isNotNull();
  }

  @Test
  void whoMayNotMakeItMayStillUseItIfItStands() {
    use("/zklocked/a");
    ensemble.directory("/zklocked/b");
    Attempt attempt = acquire("/zklocked/b");
    rig.session.next("directory").refuse(Code.NO_RIGHTS);
    rig.session.answerAll();
    granted(attempt);
  }

  @Test
  void knownDirectoryIsNotGuessedAtAgain() {
    use(Rig.KEY);
    use("/zklocked/a");
    acquire(Rig.KEY);
    assertThat(rig.session.count("directory")).isZero();
  }

  @Test
  void directoryThatIsMissingAfterAllIsMade() {
    use("/zklocked/a");
    Attempt attempt = acquire("/zklocked/b");
    rig.session.next("directory").lose();
    rig.session.answerAll();
    granted(attempt);
  }

  private Attempt acquire(String path) {
    return rig.engine.acquire(Rig.request(path, false, true));
  }

  private void use(String path) {
    Attempt attempt = acquire(path);
    rig.session.answerAll();
    granted(attempt).close();
    rig.session.answerAll();
  }
}
