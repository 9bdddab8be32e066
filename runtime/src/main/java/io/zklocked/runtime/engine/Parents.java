package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import org.jspecify.annotations.Nullable;

/**
 * Makes the directories above a contender, as containers, which the servers remove when they are
 * empty, as Curator's recipes do.
 */
final class Parents {

  private final Engine engine;
  private final Line line;
  private @Nullable String denied;

  Parents(Engine engine, Line line) {
    this.engine = engine;
    this.line = line;
  }

  /** Sends one create for each level, from the top, without waiting in between. */
  void make(Session session, Effects effects) {
    String directory = line.directory();
    engine.directories.guess.made(directory);
    for (int slash = directory.indexOf('/', 1); ; slash = directory.indexOf('/', slash + 1)) {
      boolean last = slash < 0;
      String level = last ? directory : directory.substring(0, slash);
      boolean top = level.lastIndexOf('/') == 0;
      effects.add(
          () ->
              session.createDirectory(
                  level, engine.reply((code, none, then) -> made(level, top, last, code, then))));
      if (last) {
        return;
      }
    }
  }

  /**
   * Makes the directory of the key ahead of the contender, on a guess. What goes wrong here, the
   * contender's own create meets as well.
   */
  void makeAhead(Session session, Effects effects) {
    String directory = line.directory();
    effects.add(
        () ->
            session.createDirectory(
                directory,
                engine.reply(
                    (code, none, then) -> {
                      if (code == Code.OK) {
                        engine.directories.made(directory);
                      }
                    })));
  }

  private void made(String level, boolean top, boolean last, Code code, Effects effects) {
    switch (code) {
      case OK -> {
        if (last && line.isRemovable()) {
          engine.directories.made(level);
        } else if (line.isRemovable() && isKeyOfSemaphore(level)) {
          engine.directories.madeAbove(level);
        }
      }
      case NODE_EXISTS, DOUBTFUL, SESSION_ENDED -> {
        // there already; or the contender's own create meets the same and decides
      }
      case NO_RIGHTS -> {
        // Servers look at the rights before they look whether it is there already, so that this
        // is no news about a directory above; whether the next one can be made decides.
        denied = level;
        if (last) {
          refuse(effects);
        }
      }
      case NO_NODE -> {
        if (denied != null) {
          refuse(effects);
        } else if (top) {
          line.refuseAll(
              "ZooKeeper has no node above "
                  + level
                  + ": the chroot at the end of 'connect' does not exist. Create it, or leave it"
                  + " out and set 'root'",
              effects);
        }
      }
      default ->
          line.refuseAll(
              "ZooKeeper refuses to create the directory " + level + engine.because(code), effects);
    }
  }

  private boolean isKeyOfSemaphore(String level) {
    return line.isInSemaphore() && line.directory().lastIndexOf('/') == level.length();
  }

  private void refuse(Effects effects) {
    line.refuseAll(
        "ZooKeeper refuses to create the directory " + denied + engine.because(Code.NO_RIGHTS),
        effects);
  }
}
