package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in line with a node of its own, and watches the next before it that it has to await, so
 * that each release wakes one. A watch only ever causes a new listing: what counts is what a
 * listing shows.
 */
final class Queueing implements Phase {

  private enum Progress {
    /** A listing is on its way. */
    LISTING,
    /** The next before us is watched. */
    WATCHING,
    /** Nobody watches, since nobody waits for longer than one answer. */
    LOOKING_UP,
    /** Nobody to wait for, but a body of this process whose lock was lost still runs. */
    BESIDE_LOST_BODY,
    /** An answer failed, or the session may not grant now; nothing is watched. */
    UNSURE
  }

  private final Engine engine;
  private final Contender contender;
  private final Session session;
  private final Created node;
  private Progress progress = Progress.LISTING;
  private @Nullable String watched;
  private boolean behind;
  private boolean watching;

  /**
   * @param watching whether the listing that is awaited tells of the next change of the directory
   */
  Queueing(Engine engine, Contender contender, Created node, boolean watching) {
    this.watching = watching;
    this.engine = engine;
    this.contender = contender;
    this.session = contender.session();
    this.node = node;
  }

  Created node() {
    return node;
  }

  @Override
  public boolean isBehind() {
    return behind;
  }

  @Override
  public void lookUpHolder(Effects effects) {
    new HolderLookup(engine, contender, this).start(effects);
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
      warnOfKeysBelow(children, effects);
      take(Standing.of(name(), children), synced, effects);
    } else if (code == Code.NO_NODE) {
      missing(synced, effects);
    } else {
      doubt(code, effects);
    }
  }

  /** For us they are no contenders; for Curator's mutex everything below its path is one. */
  private void warnOfKeysBelow(List<String> children, Effects effects) {
    if (contender.line().isRemovable()) {
      return;
    }
    for (String child : children) {
      if (ContenderName.parse(child) == null) {
        engine.warnOnce(
            contender.directory(),
            "there are other nodes below it, such as keys of their own. Curator's recipes take each"
                + " for a contender and wait for it: do not share this key with them.",
            effects);
        return;
      }
    }
  }

  private String name() {
    return node.path().substring(contender.directory().length() + 1);
  }

  private void take(Standing standing, boolean synced, Effects effects) {
    if (standing instanceof Standing.First first) {
      engine.warnOnce(contender.directory(), first.warning(), effects);
      first(first.contended(), effects);
    } else if (standing instanceof Standing.Behind line) {
      engine.warnOnce(contender.directory(), line.warning(), effects);
      behind = true;
      await(line, effects);
    } else if (standing instanceof Standing.Missing) {
      missing(synced, effects);
    } else if (standing instanceof Standing.Broken broken) {
      contender.fail(waiter -> Failures.broken(waiter.request(), broken.problem()), effects);
    } else if (standing instanceof Standing.Foreign foreign) {
      contender.fail(waiter -> Failures.foreign(waiter.request(), foreign.problem()), effects);
    }
  }

  private void first(boolean contended, Effects effects) {
    if (contender.line().isUnsound()) {
      progress = Progress.BESIDE_LOST_BODY;
    } else if (engine.mayGrant(session)) {
      contender.granted(node, contended, watching && !contended, effects);
    } else {
      progress = Progress.UNSURE; // the next beat, or the end of the session, decides
    }
  }

  private void missing(boolean synced, Effects effects) {
    if (synced) {
      contender.missing(effects);
    } else {
      list(true, effects);
    }
  }

  private void await(Standing.Behind ahead, Effects effects) {
    if (contender.line().hasOnce()) {
      new HolderLookup(engine, contender, this).read(ahead.head(), effects);
    }
    if (contender.line().hasPatient()) {
      watch(ahead, effects);
    } else {
      progress = Progress.LOOKING_UP;
    }
  }

  private void watch(Standing.Behind ahead, Effects effects) {
    progress = Progress.WATCHING;
    String path = contender.directory() + "/" + ahead.predecessor();
    boolean isHolder = ahead.predecessor().equals(ahead.head());
    watched = path;
    engine.lines.watch(path, contender);
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
      contender.line().heldBy(read.data());
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
    } else if (code != Code.SESSION_ENDED) {
      contender.refuse(
          "ZooKeeper refuses to show who is in line in "
              + contender.directory()
              + engine.because(code),
          effects);
    }
  }

  /** Lists anew; synced when what was seen before cannot be believed. */
  void list(boolean synced, Effects effects) {
    unwatch();
    watching = false;
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
  public void lookAgain(Effects effects) {
    if (progress != Progress.LISTING) {
      list(false, effects);
    }
  }

  @Override
  public void awaited(Effects effects) {
    if (progress == Progress.LOOKING_UP) {
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
  public void leave(Effects effects) {
    unwatch();
    engine.reaper.reap(session, node.path(), effects);
  }

  @Override
  public void ended(Effects effects) {
    unwatch();
  }

  private void unwatch() {
    if (watched != null) {
      engine.lines.unwatch(watched, contender);
      watched = null;
    }
  }
}
