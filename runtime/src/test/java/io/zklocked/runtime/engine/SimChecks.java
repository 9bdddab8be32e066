package io.zklocked.runtime.engine;

import io.zklocked.Fencing;
import io.zklocked.LockMode;
import io.zklocked.LockState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The invariants of the protocol, as far as they show from outside. Confined to one thread. */
final class SimChecks {

  private final SimServers servers;
  private final SimWorld world;
  private final Flaw flaw;
  private final List<SimClient> clients = new ArrayList<>();
  private final List<SimPeer> peers = new ArrayList<>();
  private final Map<String, Fencing> last = new HashMap<>();
  private final Map<String, LockState> closed = new HashMap<>();
  private final List<SimBody> valid = new ArrayList<>();
  private final SimPermits permits;

  private @Nullable Throwable failure;

  /** How many grants there were. */
  int grants;

  /** How often a hold was valid although its session was over, whether or not anybody had it. */
  int exposed;

  SimChecks(SimServers servers, Flaw flaw) {
    this.servers = servers;
    this.flaw = flaw;
    this.world = servers.world;
    this.permits = new SimPermits(servers);
  }

  void watch(List<SimClient> ours, List<SimPeer> others) {
    clients.addAll(ours);
    peers.addAll(others);
  }

  /** Keeps what goes wrong where somebody would catch it, for the end of the step. */
  void keep(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException | Error e) {
      failure = failure == null ? e : failure;
    }
  }

  // --- After every step ---

  /** I1: at most one valid hold that excludes others. */
  void step() {
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    valid.clear();
    for (int i = 0; i < clients.size(); i++) {
      SimClient client = clients.get(i);
      for (int j = 0; j < client.bodies.size() && !client.isDead(); j++) {
        SimBody body = client.bodies.get(j);
        if (body.look(world) == LockState.VALID && !isMeddled(body)) {
          exclude(body);
        }
      }
    }
  }

  private boolean wasMeddled() {
    return !servers.faults.meddled.isEmpty();
  }

  private boolean isMeddled(SimBody body) {
    return servers.faults.meddled.contains(body.id) || (body.node == null && body.writer != null);
  }

  private void exclude(SimBody body) {
    for (int i = 0; i < valid.size(); i++) {
      if (valid.get(i).conflictsWith(body)) {
        throw world.violation("I1", body + " is valid beside " + valid.get(i));
      }
    }
    permits.count(body, valid);
    valid.add(body);
    for (int i = 0; i < peers.size(); i++) {
      if (peers.get(i).believesCarelessly(body.path())) {
        throw world.violation("I1", body + " is valid beside " + peers.get(i));
      }
    }
    SimSession owner = body.owner;
    if (owner == null || owner.isAlive) {
      return;
    }
    exposed++;
    if (flaw == Flaw.NONE) {
      throw world.violation("I1", body + " is valid although its session is over");
    }
    for (SimPeer peer : peers) {
      if (peer.holds(body.path())) {
        throw world.violation("I1", body + " is valid beside " + peer.name);
      }
    }
  }

  // --- At a grant ---

  /**
   * The node that a grant rests on, in truth. Of a reader that was a writer more than one may stand
   * there, when nobody knew whether the first was created: it rests on the one with the last id.
   */
  SimTree.@Nullable Znode node(Grant grant, @Nullable SimBody writer) {
    String directory = SimBody.directory(grant.request());
    SimTree.Znode parent = servers.truth.get(directory);
    if (parent == null) {
      return null;
    }
    SimTree.Znode found = null;
    for (String child : parent.children) {
      SimTree.Znode node = servers.truth.get(directory + "/" + child);
      if (node != null && isNodeOf(node, grant, writer)) {
        found = node;
      }
    }
    return found;
  }

  /** A reader that was a writer has another node, with the writer's number. */
  private static boolean isNodeOf(SimTree.Znode node, Grant grant, @Nullable SimBody writer) {
    if (writer == null) {
      return node.czxid == grant.fencing().czxid();
    }
    SimTree.Znode written = writer.node;
    return written != null
        && node.owner == written.owner
        && node.path.contains("__READ__")
        && node.path.endsWith(written.path.substring(written.path.length() - 10));
  }

  /** I2, I4, I6: who is granted stands first, and nobody of its process runs beside it. */
  void granted(SimBody body) {
    grants++;
    if (isMeddled(body) || body.grant.state() != LockState.VALID) {
      return;
    }
    SimTree.Znode node = body.node;
    if (node == null) {
      if (!wasMeddled()) {
        throw world.violation("I2", body + " has no node");
      }
      return;
    }
    if (body.request.mode() == LockMode.SEMAPHORE) {
      permits.given(body, node);
    } else if (body.writer == null) {
      standsFirst(body, node);
    }
    for (SimBody other : body.client.bodies) {
      if (other != body && other.conflictsWith(body) && !isMeddled(other)) {
        throw world.violation("I4", body + " begins while " + other + " still runs");
      }
    }
    LockState end = closed.get(body.id);
    if (body.request.mode() != LockMode.READ
        && body.fencing.grant() > 0
        && end != null
        && end != LockState.VALID) {
      throw world.violation("I4", body + " was handed over by a hold that was " + end);
    }
    if (body.request.mode() != LockMode.READ && body.request.mode() != LockMode.SEMAPHORE) {
      Fencing token = last.put(body.path(), body.fencing);
      if (token != null
          && token.compareTo(body.fencing) >= 0
          && !servers.faults.meddled.contains(SimBody.id(body.path(), token.czxid()))) {
        throw world.violation("I6", body + " comes after " + token);
      }
    }
  }

  private void standsFirst(SimBody body, SimTree.Znode node) {
    ContenderName self = ContenderName.parse(node.path.substring(body.path().length() + 1));
    SimTree.Znode parent = servers.truth.get(body.path());
    if (self == null || parent == null) {
      throw world.violation("I2", body + " is granted " + node.path);
    }
    for (String child : parent.children) {
      ContenderName other = ContenderName.parse(child);
      if (other != null
          && other.sequence() < self.sequence()
          && !(body.request.mode() == LockMode.READ && other.kind() == Kind.READ)) {
        throw world.violation("I2", body + " is granted although " + child + " stands before it");
      }
    }
  }

  /** Several locks are granted at once. */
  void together(SimCall call, List<Grant> grants) {
    permits.together(call.several(), grants);
  }

  void closed(SimBody body, LockState state) {
    closed.put(body.id, state);
  }

  // --- At a delete ---

  /** I7: only one's own nodes are deleted, and none under a body that believes in it. */
  void deletes(SimClient client, String path) {
    SimTree.Znode node = servers.truth.get(path);
    if (node == null) {
      return;
    }
    if (!(node.owner instanceof SimSession owner) || owner.member() != client) {
      throw world.violation("I7", client.name + " deletes another's node " + path);
    }
    if (ContenderName.parse(path.substring(path.lastIndexOf('/') + 1)) == null) {
      throw world.violation("I7", client.name + " deletes what it does not know, " + path);
    }
    String id = SimBody.id(path.substring(0, path.lastIndexOf('/')), node.czxid);
    for (SimBody body : client.bodies) {
      if (body.id.equals(id) && body.grant.state() != LockState.LOST) {
        throw world.violation("I7", client.name + " deletes the node of " + body);
      }
    }
  }

  /** I8: only idle directories below the root are removed. */
  void removes(SimClient client, String path) {
    if (!path.startsWith("/zklocked/")) {
      throw world.violation("I8", client.name + " removes " + path);
    }
    for (SimBody body : client.bodies) {
      if (body.path().equals(path)) {
        throw world.violation("I8", client.name + " removes " + path + " under " + body);
      }
    }
  }

  // --- At the end ---

  /** I3: the nodes of ours that still stand. */
  List<String> left() {
    List<String> left = new ArrayList<>();
    clients.forEach(client -> left.addAll(left(client)));
    return left;
  }

  List<String> left(SimClient client) {
    List<String> left = new ArrayList<>();
    for (String path : servers.truth.paths()) {
      SimTree.Znode node = servers.truth.get(path);
      if (node != null
          && node.owner instanceof SimSession owner
          && owner.member() == client
          && ContenderName.parse(path.substring(path.lastIndexOf('/') + 1)) != null) {
        left.add(path);
      }
    }
    return left;
  }
}
