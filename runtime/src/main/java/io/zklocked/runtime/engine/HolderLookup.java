package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out who holds the lock that a contender stands in line for. */
final class HolderLookup {

  private final Engine engine;
  private final Contender contender;
  private final Queueing queueing;

  HolderLookup(Engine engine, Contender contender, Queueing queueing) {
    this.engine = engine;
    this.contender = contender;
    this.queueing = queueing;
  }

  /** Asks who is first in line now, and then for its record. */
  void start(Effects effects) {
    effects.add(
        () -> contender.session().list(contender.directory(), false, engine.reply(this::listed)));
  }

  private void listed(Code code, @Nullable List<String> children, Effects effects) {
    if (children == null || contender.isNotIn(queueing)) {
      return;
    }
    String own = queueing.node().path().substring(contender.directory().length() + 1);
    if (Standing.of(own, children) instanceof Standing.Behind behind) {
      read(behind.head(), effects);
    }
  }

  /** Reads the record of the first in line; who tries only once gives up with the answer. */
  void read(String head, Effects effects) {
    effects.add(
        () ->
            contender
                .session()
                .read(contender.directory() + "/" + head, false, engine.reply(this::answered)));
  }

  private void answered(Code code, @Nullable Node head, Effects effects) {
    if (contender.isNotIn(queueing)) {
      return;
    }
    if (head != null) {
      contender.line().heldBy(head.data());
      contender.line().failOnce(effects);
    } else if (code == Code.NO_NODE) {
      queueing.lookAgain(effects); // it has just left: perhaps we are first now
    } else {
      contender.line().failOnce(effects);
    }
  }
}
