package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in line with a node of its own, and watches the next before it, so that each release wakes
 * one. A watch only ever causes a new listing: what counts is what a listing shows.
 */
final class Queueing implements Phase {

  private enum Progress {
    /** A listing is on its way. */
    LISTING,
    /** The next before us is watched. */
    WATCHING,
    /** First in line, but a body of this process whose lock was lost still runs. */
    BESIDE_LOST_BODY,
    /** An answer failed, and nothing is watched. */
    UNSURE
  }

  private final Engine engine;
  private final Contender contender;
  private final Session session;
  private final Created node;
  private Progress progress = Progress.LISTING;
  private @Nullable String watched;

  Queueing(Engine engine, Contender contender, Session session, Created node) {
    this.engine = engine;
    this.contender = contender;
    this.session = session;
    this.node = node;
  }

  Session session() {
    return session;
  }

  Created node() {
    return node;
  }

  /** Takes a listing of the key directory. */
  void listed(boolean synced, Code code, @Nullable List<String> children, Effects effects) {
    if (children != null) {
      engine.reaper.inspect(session, contender.directory(), children, effects);
    }
    if (contender.isNotIn(this)) {
      return;
    }
    if (children != null) {
      take(standing(children), synced, effects);
    } else if (code == Code.NO_NODE) {
      missing(synced, effects);
    } else {
      doubt(code, effects);
    }
  }

  private Standing standing(List<String> children) {
    return Standing.of(node.path().substring(contender.directory().length() + 1), children);
  }

  private void take(Standing standing, boolean synced, Effects effects) {
    if (standing instanceof Standing.First first) {
      engine.warnOnce(contender.directory(), first.warning(), effects);
      granted(effects);
    } else if (standing instanceof Standing.Behind behind) {
      engine.warnOnce(contender.directory(), behind.warning(), effects);
      contender.behind();
      if (contender.request().once()) {
        new HolderLookup(engine, contender, this).read(behind.head(), effects);
      } else {
        watch(behind, effects);
      }
    } else if (standing instanceof Standing.Missing) {
      missing(synced, effects);
    } else if (standing instanceof Standing.Broken broken) {
      contender.fail(Failures.broken(contender.request(), broken.problem()), effects);
    } else if (standing instanceof Standing.Foreign foreign) {
      contender.fail(Failures.foreign(contender.request(), foreign.problem()), effects);
    }
  }

  private void granted(Effects effects) {
    if (engine.contenders.hasLostBody(contender.directory())) {
      progress = Progress.BESIDE_LOST_BODY;
    } else if (engine.clock.usable() == session) {
      contender.granted(session, node, effects);
    } else {
      progress = Progress.UNSURE; // what happened to the session is heard of next, and decides
    }
  }

  private void missing(boolean synced, Effects effects) {
    if (synced) {
      contender.startOver(effects);
    } else {
      list(true, effects);
    }
  }

  private void watch(Standing.Behind line, Effects effects) {
    progress = Progress.WATCHING;
    String path = contender.directory() + "/" + line.predecessor();
    boolean isHolder = line.predecessor().equals(line.head());
    watched = path;
    engine.contenders.watch(path, contender);
    effects.add(
        () ->
            session.read(
                path,
                true,
                engine.reply((code, read, then) -> watching(path, isHolder, code, read, then))));
  }

  private void watching(
      String path, boolean isHolder, Code code, @Nullable Node read, Effects effects) {
    if (contender.isNotIn(this) || !path.equals(watched)) {
      return;
    }
    if (read != null && isHolder) {
      contender.heldBy(read.data());
    } else if (code == Code.NO_NODE) {
      list(false, effects);
    } else if (code != Code.OK) {
      doubt(code, effects);
    }
  }

  private void doubt(Code code, Effects effects) {
    unwatch();
    if (Phase.isDoubtful(code)) {
      progress = Progress.UNSURE;
      contender.lookAgainSoon(this, effects);
    } else if (code == Code.SESSION_ENDED) {
      contender.park();
    } else {
      contender.refuse(
          "ZooKeeper refuses to show who is in line in "
              + contender.directory()
              + " ("
              + code
              + ")",
          effects);
    }
  }

  /** Lists anew; synced when what was seen before cannot be believed. */
  void list(boolean synced, Effects effects) {
    unwatch();
    progress = Progress.LISTING;
    effects.add(
        () -> {
          if (synced) {
            engine.listSynced(
                session,
                contender.directory(),
                (code, children, then) -> listed(true, code, children, then));
          } else {
            session.list(
                contender.directory(),
                false,
                engine.reply((code, children, then) -> listed(false, code, children, then)));
          }
        });
  }

  @Override
  public void connected(Session now, Effects effects) {
    lookAgain(effects);
  }

  @Override
  public void lookAgain(Effects effects) {
    if (progress != Progress.LISTING && engine.clock.usable() == session) {
      list(false, effects);
    }
  }

  @Override
  public void vacated(Effects effects) {
    if (progress == Progress.BESIDE_LOST_BODY) {
      lookAgain(effects);
    }
  }

  @Override
  public void changed(String path, Effects effects) {
    if (path.equals(watched)) {
      list(false, effects);
    }
  }

  @Override
  public void ended(Session gone, Effects effects) {
    if (gone == session) {
      unwatch();
      contender.park();
    }
  }

  @Override
  public void leave(Effects effects) {
    unwatch();
    engine.reaper.reap(session, node.path(), null, effects);
  }

  void unwatch() {
    if (watched != null) {
      engine.contenders.unwatch(watched, contender);
      watched = null;
    }
  }
}
