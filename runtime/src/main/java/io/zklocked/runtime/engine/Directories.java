package io.zklocked.runtime.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Removes the key directories that this process made, once nobody uses them. Guarded by the
 * engine's lock.
 *
 * <p>Lazily, so that a key in use does not pay for it; never one that somebody has written to, and
 * never one that this process did not make. That somebody else has joined it in the meantime is for
 * the server to see: it refuses to delete a directory with children.
 */
final class Directories {

  private static final long IDLE_NANOS = 10_000_000_000L;

  /** Which directories are likely to be missing. */
  final DirectoryGuess guess = new DirectoryGuess();

  private final Engine engine;
  private final Set<String> made = new HashSet<>();

  /** Keys of semaphores, which go after the directories below them. */
  private final Set<String> above = new HashSet<>();

  /** When a directory was left last, while a timer runs for it. */
  private final Map<String, Long> due = new HashMap<>();

  /** How many removals are on their way. */
  private int leaving;

  Directories(Engine engine) {
    this.engine = engine;
  }

  /** This process has made a directory, which may be removed when it is idle. */
  void made(String directory) {
    made.add(directory);
    guess.made(directory);
  }

  /** This process has made the key of a semaphore, with directories below it. */
  void madeAbove(String directory) {
    above.add(directory);
  }

  /** The last contender of this process has left a directory. */
  void left(String directory, Effects effects) {
    if (made.contains(directory) && due.put(directory, engine.time.nanos()) == null) {
      lookIn(IDLE_NANOS, directory, effects);
    }
  }

  private void lookIn(long nanos, String directory, Effects effects) {
    effects.add(
        () -> engine.time.after(nanos, () -> engine.on(then -> removeIfIdle(directory, then))));
  }

  /** Removes all at once, as far as they are idle: before the session is let go. */
  void removeAll(Effects effects) {
    for (Iterator<String> left = made.iterator(); left.hasNext(); ) {
      String directory = left.next();
      if (engine.lines.isIdle(directory)) {
        left.remove();
        remove(directory, effects);
      }
    }
  }

  private void removeIfIdle(String directory, Effects effects) {
    Long left = due.get(directory);
    long quiet = left == null ? IDLE_NANOS : engine.time.nanos() - left;
    if (quiet < IDLE_NANOS) {
      lookIn(IDLE_NANOS - quiet, directory, effects);
      return;
    }
    due.remove(directory);
    if (!engine.lines.isIdle(directory) || !made.remove(directory)) {
      return; // whoever is there now comes back here when it leaves
    }
    remove(directory, effects);
  }

  private void remove(String directory, Effects effects) {
    Session session = engine.clock.usable();
    if (session == null) {
      return; // the servers remove idle containers by themselves
    }
    leaving++;
    guess.removed(directory);
    effects.add(
        () ->
            session.deleteUntouched(
                directory, engine.reply((code, none, then) -> removed(directory, code, then))));
  }

  private void removed(String directory, Session.Code code, Effects effects) {
    leaving--;
    boolean isGone = code == Session.Code.OK || code == Session.Code.NO_NODE;
    String parent = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
    if (above.contains(directory)) {
      if (isGone) {
        above.remove(directory); // otherwise what is below it goes later, and comes back here
      }
    } else if (isGone && above.contains(parent)) {
      if (PermitAttempt.isIdle(engine.lines, parent)) {
        remove(parent, effects); // otherwise the directory in use comes back here when it goes
      }
    } else if (code == Session.Code.NOT_EMPTY && !engine.isDraining()) {
      // Another process is there. It did not make the directory and will not remove it; so this one
      // looks again after its next own use.
      made.add(directory);
    }
    engine.settled(effects);
  }

  /** Whether no removal is on its way. */
  boolean isSettled() {
    return leaving == 0;
  }
}
