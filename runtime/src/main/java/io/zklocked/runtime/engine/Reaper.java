package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletes nodes that have outlived their purpose, until they are gone or their session has ended;
 * and finds those of which nobody knows whether they were created. Guarded by the engine's lock.
 *
 * <p>A create that was given up may still arrive after it was looked for in vain (its request can
 * linger on a server that lost its connection to us). So its id stays on a list until the session
 * ends, and every listing that shows it hands the node over (compare CURATOR-79).
 */
final class Reaper {

  private static final long FIRST_RETRY_NANOS = 50_000_000L;
  private static final long LONGEST_RETRY_NANOS = 5_000_000_000L;

  private final Engine engine;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<UUID, Ghost> ghosts = new LinkedHashMap<>();
  private final Set<UUID> expected = new HashSet<>();

  Reaper(Engine engine) {
    this.engine = engine;
  }

  /** Deletes a node of ours. */
  void reap(Session session, String path, Effects effects) {
    reap(session, path, Reaped.UNASKED, effects);
  }

  /** Deletes a node of ours, for somebody who wants to know what that reveals. */
  void reap(Session session, String path, Reaped reaped, Effects effects) {
    Node node = new Node(session, path, reaped);
    if (nodes.putIfAbsent(path, node) == null) {
      delete(node, effects);
    }
  }

  /** The create of a request that was given up is not answered yet. */
  void expect(UUID id) {
    expected.add(id);
  }

  /** It is now, and what it may have left is in hand. */
  void answered(UUID id, Effects effects) {
    if (expected.remove(id)) {
      engine.settled(effects);
    }
  }

  /** Looks for the node of a create that was given up, now and in every listing to come. */
  void search(Session session, String directory, UUID id, Effects effects) {
    Ghost ghost = new Ghost(session, directory, id);
    ghosts.put(id, ghost);
    look(ghost, effects);
  }

  /** Hands over what a listing shows of creates that were given up. */
  void inspect(Session session, String directory, List<String> children, Effects effects) {
    if (ghosts.isEmpty()) {
      return;
    }
    for (Ghost ghost : new ArrayList<>(ghosts.values())) {
      if (ghost.session != session || !ghost.directory.equals(directory)) {
        continue;
      }
      for (String child : children) {
        if (ContenderName.carries(child, ghost.id)) {
          ghosts.remove(ghost.id);
          reap(session, directory + "/" + child, effects);
        }
      }
    }
  }

  /** The session is connected again: what could not be done is tried anew. */
  void connected(Session session, Effects effects) {
    for (Node node : new ArrayList<>(nodes.values())) {
      if (node.session == session && node.waits) {
        delete(node, effects);
      }
    }
    for (Ghost ghost : new ArrayList<>(ghosts.values())) {
      if (ghost.session == session && ghost.waits) {
        look(ghost, effects);
      }
    }
  }

  /** The session has ended, and its nodes with it. */
  void ended(Session session, Effects effects) {
    for (Node node : new ArrayList<>(nodes.values())) {
      if (node.session == session) {
        ended(node, effects);
      }
    }
    ghosts.values().removeIf(ghost -> ghost.session == session);
  }

  boolean isIdle() {
    return nodes.isEmpty()
        && expected.isEmpty()
        && ghosts.values().stream().allMatch(ghost -> ghost.looked);
  }

  private void delete(Node node, Effects effects) {
    node.waits = false;
    effects.add(
        () ->
            node.session.delete(
                node.path, engine.reply((code, none, then) -> deleted(node, code, then))));
  }

  private void deleted(Node node, Session.Code code, Effects effects) {
    switch (code) {
      case OK -> {
        if (nodes.remove(node.path, node)) {
          node.reaped.deleted(effects);
        }
      }
      case SESSION_ENDED -> ended(node, effects);
      case NO_NODE -> {
        if (nodes.remove(node.path, node)) {
          gone(node, effects);
        }
      }
      default -> retry(node, code, effects);
    }
    engine.settled(effects);
  }

  /** After a delete of ours that may have been done, the node's absence is no news. */
  private static void gone(Node node, Effects effects) {
    if (node.tries == 0) {
      node.reaped.wasGone(effects);
    } else {
      node.reaped.unknown(effects);
    }
  }

  private void ended(Node node, Effects effects) {
    if (nodes.remove(node.path, node)) {
      node.reaped.unknown(effects);
    }
  }

  private void retry(Node node, Session.Code code, Effects effects) {
    if (code != Session.Code.DOUBTFUL && node.tries == 0) {
      effects.add(
          () ->
              engine.log.error(
                  "cannot delete "
                      + node.path
                      + ", which blocks its lock: "
                      + code
                      + ". Trying on; check the rights on its directory, or delete it by hand."));
    }
    node.waits = true;
    node.tries++;
    later(
        node.tries,
        effects,
        then -> {
          if (node.waits && nodes.get(node.path) == node) {
            delete(node, then);
          }
        });
  }

  private void look(Ghost ghost, Effects effects) {
    ghost.waits = false;
    effects.add(
        () ->
            engine.listSynced(
                ghost.session,
                ghost.directory,
                (code, children, then) -> looked(ghost, code, children, then)));
  }

  private void looked(
      Ghost ghost, Session.Code code, @Nullable List<String> children, Effects effects) {
    if (ghosts.get(ghost.id) != ghost) {
      return;
    }
    if (code == Session.Code.SESSION_ENDED) {
      ghosts.remove(ghost.id);
    } else if (code == Session.Code.OK || code == Session.Code.NO_NODE) {
      if (children != null) {
        inspect(ghost.session, ghost.directory, children, effects);
      }
      lookOnceMore(ghost, effects);
    } else {
      ghost.waits = true;
      ghost.tries++;
      later(
          ghost.tries,
          effects,
          then -> {
            if (ghost.waits && ghosts.get(ghost.id) == ghost) {
              look(ghost, then);
            }
          });
    }
    engine.settled(effects);
  }

  /** A create that lingers shows within a session timeout, or its server has dropped it. */
  private void lookOnceMore(Ghost ghost, Effects effects) {
    if (ghosts.get(ghost.id) == ghost && !ghost.looked) {
      ghost.looked = true;
      effects.add(
          () ->
              engine.time.after(
                  ghost.session.timeoutNanos(),
                  () ->
                      engine.on(
                          then -> {
                            if (ghosts.get(ghost.id) == ghost) {
                              look(ghost, then);
                            }
                          })));
    }
  }

  private void later(int tries, Effects effects, java.util.function.Consumer<Effects> event) {
    long wait = Math.min(FIRST_RETRY_NANOS << Math.min(tries, 10), LONGEST_RETRY_NANOS);
    effects.add(() -> engine.time.after(wait, () -> engine.on(event)));
  }

  private static final class Node {
    final Session session;
    final String path;
    final Reaped reaped;
    boolean waits;
    int tries;

    Node(Session session, String path, Reaped reaped) {
      this.session = session;
      this.path = path;
      this.reaped = reaped;
    }
  }

  private static final class Ghost {
    final Session session;
    final String directory;
    final UUID id;
    boolean waits;
    boolean looked;
    int tries;

    Ghost(Session session, String directory, UUID id) {
      this.session = session;
      this.directory = directory;
      this.id = id;
    }
  }
}
