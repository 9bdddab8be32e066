package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.NewContender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gets the contenders of several keys into their lines at once: by one transaction, with a listing
 * of each directory right behind it, so that one round trip decides.
 *
 * <p>Whoever is not first in every line, or does not know, leaves them all. To wait with these
 * nodes could last for ever: somebody who acquires one key after the other may stand before one of
 * them and behind another. Guarded by the engine's lock.
 */
final class JointEnrolling {

  private final Engine engine;
  private final JointAttempt attempt;
  private final Session session;
  private final List<Waiter> waiters;
  private final List<Contender> contenders = new ArrayList<>();
  private final List<Standing.First> standings = new ArrayList<>();
  private @Nullable List<Created> created;
  private int round;
  private boolean isAsking;
  private boolean isDoubtful;
  private boolean isOver;

  JointEnrolling(Engine engine, JointAttempt attempt, Session session, List<Waiter> waiters) {
    this.engine = engine;
    this.attempt = attempt;
    this.session = session;
    this.waiters = waiters;
  }

  void start(Effects effects) {
    for (Waiter waiter : waiters) {
      Line line = engine.lines.line(waiter.request().path());
      Contender contender = new Contender(engine, line, session, waiter.kind(), waiter.record());
      contender.enrol(new Part(this, contenders.size()));
      contenders.add(contender);
      waiter.await(contender);
    }
    send(effects);
  }

  private void send(Effects effects) {
    isAsking = true;
    int asked = ++round;
    List<NewContender> nodes = new ArrayList<>(contenders.size());
    for (Contender contender : contenders) {
      String name = ContenderName.prefix(contender.id(), contender.kind());
      nodes.add(new NewContender(contender.directory() + "/" + name, contender.record()));
    }
    effects.add(() -> session.createContenders(nodes, engine.reply(this::created)));
    for (Contender contender : contenders) {
      effects.add(
          () ->
              session.list(
                  contender.directory(),
                  false,
                  engine.reply((code, names, then) -> listed(asked, contender, names, then))));
    }
  }

  private void created(Code code, @Nullable List<Created> nodes, Effects effects) {
    isAsking = false;
    created = nodes;
    isDoubtful = Phase.isDoubtful(code);
    if (isOver) {
      for (int i = 0; i < contenders.size(); i++) {
        cleanUp(i, effects);
        engine.reaper.answered(contenders.get(i).id(), effects);
      }
    } else if (code == Code.NO_NODE && round == 1) {
      for (Contender contender : contenders) {
        new Parents(engine, contender.line()).make(session, effects);
      }
      send(effects);
    } else if (nodes == null) {
      leaveAll(effects);
    }
  }

  private void listed(
      int asked, Contender contender, @Nullable List<String> names, Effects effects) {
    if (names != null) {
      engine.reaper.inspect(session, contender.directory(), names, effects);
    }
    List<Created> nodes = created;
    if (isOver || asked != round || nodes == null) {
      return;
    }
    String path = nodes.get(standings.size()).path();
    String own = path.substring(contender.directory().length() + 1);
    if (names == null || !(Standing.of(own, names) instanceof Standing.First first)) {
      leaveAll(effects);
      return;
    }
    standings.add(first);
    if (standings.size() == contenders.size()) {
      grant(nodes, effects);
    }
  }

  private void grant(List<Created> nodes, Effects effects) {
    if (!engine.mayGrant(session)) {
      leaveAll(effects);
      return;
    }
    isOver = true;
    for (int i = 0; i < contenders.size(); i++) {
      Contender contender = contenders.get(i);
      Standing.First first = standings.get(i);
      engine.warnOnce(contender.directory(), first.warning(), effects);
      contender.granted(nodes.get(i), first.contended(), false, effects);
    }
  }

  private void leaveAll(Effects effects) {
    if (isOver) {
      return;
    }
    isOver = true;
    for (Waiter waiter : waiters) {
      waiter.withdraw(effects);
    }
    leave(effects);
    attempt.oneByOne(effects);
  }

  /** Nobody waits for these contenders any more, but perhaps others who have joined their lines. */
  void leave(Effects effects) {
    isOver = true;
    for (Contender contender : contenders) {
      contender.leave(effects);
      contender.line().replace(contender, effects);
    }
  }

  /** What the transaction has made of one contender, or may have made, is cleaned up. */
  private void cleanUp(int index, Effects effects) {
    Contender contender = contenders.get(index);
    if (created != null) {
      engine.reaper.reap(session, created.get(index).path(), effects);
    } else if (isDoubtful) {
      engine.reaper.search(session, contender.directory(), contender.id(), effects);
    } else if (isAsking) {
      engine.reaper.expect(contender.id());
    }
  }

  /**
   * One contender of several.
   *
   * @param all what is done for all of them
   * @param index which one
   */
  record Part(JointEnrolling all, int index) implements Phase {

    @Override
    public void lookAgain(Effects effects) {
      // the answer decides, however late it comes
    }

    /** Nobody may wait in every line at once for the next session. */
    @Override
    public void ended(Effects effects) {
      all.leaveAll(effects);
    }

    @Override
    public void leave(Effects effects) {
      all.cleanUp(index, effects);
    }
  }
}
