package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gets a node into the line, under an id of its own.
 *
 * <p>The listing is on its way before the create is answered: requests on one handle keep their
 * order, so that it shows our own node and one round trip decides. It counts only once the create
 * is confirmed. When nobody knows whether the node was created, a listing behind a sync tells;
 * never one without it, which may be older than the node (CURATOR-264).
 */
final class Enrolling implements Phase {

  private enum Progress {
    CREATING,
    DOUBTFUL,
    RECOVERING
  }

  private final Engine engine;
  private final Contender contender;
  private final Session session;
  private Progress progress = Progress.CREATING;
  private @Nullable Created created;
  private boolean isAlone;

  Enrolling(Engine engine, Contender contender) {
    this.engine = engine;
    this.contender = contender;
    this.session = contender.session();
  }

  void start(@Nullable Contender leaving, Effects effects) {
    String prefix =
        contender.directory() + "/" + ContenderName.prefix(contender.id(), contender.kind());
    if (leaving == null && mayBeFirst()) {
      new Parents(engine, contender.line()).makeAhead(session, effects);
    }
    if (isMutexOfSemaphore()) {
      effects.add(() -> session.list(key(), false, engine.reply(this::keyListed)));
    }
    effects.add(
        () -> session.createContender(prefix, contender.record(), engine.reply(this::created)));
    if (leaving != null) {
      leaving.leave(effects);
    }
    boolean watches = contender.retains(); // so that a grant can be kept from the first on
    effects.add(() -> session.list(contender.directory(), watches, engine.reply(this::listed)));
  }

  /** Whether nobody has used the key before, as it seems. */
  private boolean mayBeFirst() {
    Line line = contender.line();
    return line.isRemovable()
        && !line.isInSemaphore()
        && engine.directories.guess.isMissing(line.directory());
  }

  private boolean isMutexOfSemaphore() {
    return contender.line().isInSemaphore() && contender.kind() != Kind.LEASE;
  }

  private String key() {
    return contender.directory().substring(0, contender.directory().lastIndexOf('/'));
  }

  /**
   * Looks at the semaphore's key before anything is created below it, and, where that had to be
   * made, once more behind it: a lock that comes later meets what was made, and refuses.
   */
  private void keyListed(Code code, @Nullable List<String> names, Effects effects) {
    if (contender.isNotIn(this)) {
      return;
    }
    if (names != null) {
      for (String name : names) {
        ContenderName other = ContenderName.parse(name);
        if (other != null && other.kind() != Kind.LEASE) {
          refuseKey(name, effects);
          return;
        }
      }
    }
    isAlone = names != null || code == Code.NO_NODE;
  }

  private void refuseKey(String name, Effects effects) {
    contender.fail(
        waiter ->
            Failures.foreign(
                waiter.request(),
                "a lock of another kind lies there (it has a node '"
                    + name
                    + "'), and this asks for a semaphore. Use another key."),
        effects);
  }

  private void created(Code code, @Nullable Created node, Effects effects) {
    if (contender.isNotIn(this)) {
      if (node != null) {
        engine.reaper.reap(session, node.path(), effects);
      } else if (Phase.isDoubtful(code)) {
        engine.reaper.search(session, contender.directory(), contender.id(), effects);
      }
      engine.reaper.answered(contender.id(), effects);
    } else if (node != null) {
      created = node;
      engine.directories.guess.found(contender.directory());
    } else if (code == Code.NO_NODE) {
      engine.directories.guess.missed(contender.directory());
      new Parents(engine, contender.line()).make(session, effects);
      contender.replace(effects);
    } else if (Phase.isDoubtful(code)) {
      doubt(effects);
    } else if (code != Code.SESSION_ENDED) {
      contender.refuse(
          "ZooKeeper refuses to create a node in " + contender.directory() + engine.because(code),
          effects);
    }
  }

  private void listed(Code code, @Nullable List<String> children, Effects effects) {
    if (children != null) {
      engine.reaper.inspect(session, contender.directory(), children, effects);
    }
    if (contender.isNotIn(this) || created == null) {
      return;
    }
    contender.queue(created, contender.retains(), code, children, effects);
  }

  @Override
  public void lookAgain(Effects effects) {
    if (progress != Progress.DOUBTFUL) {
      return;
    }
    progress = Progress.RECOVERING;
    effects.add(() -> engine.listSynced(session, contender.directory(), this::recovered));
  }

  private void recovered(Code code, @Nullable List<String> children, Effects effects) {
    if (contender.isNotIn(this)) {
      return;
    }
    String found = find(children);
    if (found != null && isMutexOfSemaphore() && !isAlone) {
      engine.reaper.reap(session, found, effects);
      contender.replace(effects);
    } else if (found != null) {
      effects.add(
          () ->
              session.read(
                  found,
                  false,
                  engine.reply((read, node, then) -> adopted(found, read, node, then))));
    } else if (code == Code.OK || code == Code.NO_NODE) {
      engine.reaper.search(session, contender.directory(), contender.id(), effects);
      contender.replace(effects);
    } else {
      doubt(effects);
    }
  }

  private void adopted(String found, Code code, Session.@Nullable Node node, Effects effects) {
    if (contender.isNotIn(this)) {
      return;
    }
    if (node != null) {
      contender.queue(new Created(found, node.czxid()), false, Code.DOUBTFUL, null, effects);
    } else if (code == Code.NO_NODE) {
      contender.replace(effects);
    } else {
      doubt(effects);
    }
  }

  private void doubt(Effects effects) {
    progress = Progress.DOUBTFUL;
    contender.lookAgainSoon(this, effects);
  }

  private @Nullable String find(@Nullable List<String> children) {
    if (children != null) {
      for (String child : children) {
        if (ContenderName.carries(child, contender.id())) {
          return contender.directory() + "/" + child;
        }
      }
    }
    return null;
  }

  @Override
  public void leave(Effects effects) {
    if (created != null) {
      engine.reaper.reap(session, created.path(), effects);
    } else if (progress != Progress.CREATING) {
      engine.reaper.search(session, contender.directory(), contender.id(), effects);
    } else {
      engine.reaper.expect(contender.id());
    }
  }
}
