package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has a node among those of a semaphore's permits, and waits until there are no more of them than
 * permits. It watches the directory, which only who has the semaphore's mutex does.
 *
 * <p>Once, before that, it asks the oldest and the newest of the others how many permits they take
 * the semaphore to have. Curator's do not say.
 */
final class Counting implements Phase {

  private enum Progress {
    /** A listing is on its way. */
    LISTING,
    /** Too many are there; the directory is watched. */
    WATCHING,
    /** Nobody watches, since nobody waits for longer than one answer. */
    LOOKING_UP,
    /** A permit is free, but a body of this process whose permit was lost still runs. */
    BESIDE_LOST_BODY,
    /** An answer failed, or the session may not grant now; nothing is watched. */
    UNSURE
  }

  private final Engine engine;
  private final Contender contender;
  private final Session session;
  private final Created node;
  private Progress progress = Progress.LISTING;
  private boolean behind;
  private @Nullable String oldest;
  private int unasked = 1;

  Counting(Engine engine, Contender contender, Created node) {
    this.engine = engine;
    this.contender = contender;
    this.session = contender.session();
    this.node = node;
  }

  /** Takes a listing of the permits, which was not watched. */
  void listed(boolean synced, Code code, @Nullable List<String> children, Effects effects) {
    listed(false, synced, code, children, effects);
  }

  private void listed(
      boolean watched,
      boolean synced,
      Code code,
      @Nullable List<String> children,
      Effects effects) {
    if (children != null) {
      engine.reaper.inspect(session, contender.directory(), children, effects);
    }
    if (contender.isNotIn(this)) {
      return;
    }
    if (children != null) {
      String own = node.path().substring(contender.directory().length() + 1);
      take(Leases.of(own, children), watched, synced, effects);
    } else if (code == Code.NO_NODE) {
      missing(synced, effects);
    } else {
      doubt(code, effects);
    }
  }

  private void take(Leases leases, boolean watched, boolean synced, Effects effects) {
    oldest = leases.oldest();
    if (!leases.hasOwn()) {
      missing(synced, effects);
    } else if (unasked > 0 && oldest != null) {
      ask(leases, effects);
    } else if (leases.count() <= contender.permits()) {
      free(effects);
    } else {
      behind = true;
      await(watched, effects);
    }
  }

  private void free(Effects effects) {
    if (contender.line().isUnsound()) {
      progress = Progress.BESIDE_LOST_BODY;
    } else if (engine.mayGrant(session)) {
      unwatch();
      contender.granted(node, true, false, effects);
    } else {
      progress = Progress.UNSURE; // the next beat, or the end of the session, decides
    }
  }

  private void await(boolean watched, Effects effects) {
    if (contender.line().hasOnce()) {
      readHolder(effects);
    }
    if (!contender.line().hasPatient()) {
      progress = Progress.LOOKING_UP;
    } else if (watched) {
      progress = Progress.WATCHING;
    } else {
      list(true, false, effects);
    }
  }

  private void missing(boolean synced, Effects effects) {
    if (synced) {
      contender.missing(effects);
    } else {
      list(false, true, effects);
    }
  }

  private void doubt(Code code, Effects effects) {
    unwatch();
    if (Phase.isDoubtful(code)) {
      progress = Progress.UNSURE;
      contender.lookAgainSoon(this, effects);
    } else if (code != Code.SESSION_ENDED) {
      contender.refuse(
          "ZooKeeper refuses to show who has permits in "
              + contender.directory()
              + engine.because(code),
          effects);
    }
  }

  // --- How many permits there are ---

  private void ask(Leases leases, Effects effects) {
    Set<String> asked = new LinkedHashSet<>();
    asked.add(leases.oldest());
    asked.add(leases.newest());
    unasked = asked.size();
    for (String other : asked) {
      effects.add(
          () ->
              session.read(
                  contender.directory() + "/" + other,
                  false,
                  engine.reply((code, read, then) -> answered(code, read, then))));
    }
    list(leases.count() > contender.permits(), false, effects);
  }

  private void answered(Code code, @Nullable Node read, Effects effects) {
    if (contender.isNotIn(this)) {
      return;
    }
    if (Phase.isDoubtful(code) || code == Code.SESSION_ENDED) {
      return; // the listing behind it is in doubt as well, and the next asks anew
    }
    if (read == null && code != Code.NO_NODE) {
      doubt(code, effects);
      return;
    }
    int permits = read == null ? 0 : OwnerRecord.permits(read.data());
    if (permits == 0 || permits == contender.permits()) {
      unasked--;
    } else {
      contender.fail(
          waiter ->
              Failures.foreign(
                  waiter.request(),
                  "a semaphore of %d permits lies there, and this asks for one of %d. Use one number of permits for one key."
                      .formatted(permits, contender.permits())),
          effects);
    }
  }

  // --- Who has them ---

  private void readHolder(Effects effects) {
    String first = oldest;
    if (first != null) {
      effects.add(
          () ->
              session.read(
                  contender.directory() + "/" + first, false, engine.reply(this::holderRead)));
    }
  }

  private void holderRead(Code code, @Nullable Node read, Effects effects) {
    if (contender.isNotIn(this)) {
      return;
    }
    if (read != null) {
      contender.line().heldBy(read.data());
    }
    if (code == Code.NO_NODE) {
      lookAgain(effects);
    } else {
      contender.line().failOnce(effects);
    }
  }

  @Override
  public boolean isBehind() {
    return behind;
  }

  @Override
  public void lookUpHolder(Effects effects) {
    readHolder(effects);
  }

  // --- Events ---

  private void list(boolean watched, boolean synced, Effects effects) {
    unwatch();
    progress = Progress.LISTING;
    if (synced) {
      effects.add(
          () ->
              engine.listSynced(
                  session,
                  contender.directory(),
                  (code, children, then) -> listed(false, true, code, children, then)));
      return;
    }
    if (watched) {
      engine.lines.watch(contender.directory(), contender);
    }
    effects.add(
        () ->
            session.list(
                contender.directory(),
                watched,
                engine.reply(
                    (code, children, then) -> listed(watched, false, code, children, then))));
  }

  @Override
  public void lookAgain(Effects effects) {
    if (progress != Progress.LISTING) {
      list(behind, false, effects);
    }
  }

  @Override
  public void awaited(Effects effects) {
    if (progress == Progress.LOOKING_UP) {
      list(true, false, effects);
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
    if (progress == Progress.WATCHING) {
      list(true, false, effects);
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
    engine.lines.unwatch(contender.directory(), contender);
  }
}
