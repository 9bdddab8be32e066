package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A handle as ZooKeeper's client library keeps it, and its session: pings when idle, drops a
 * connection on which it hears nothing, looks for another server that is not behind what it has
 * seen, watches there what it had watched. Confined to one thread.
 */
final class SimSession {

  private final SimMember member;
  private final SimServers servers;
  private final SimWorld world;
  private final String id;
  private final long madeNanos;
  private final long madeWall;
  private final Deque<SimRequest> outstanding = new ArrayDeque<>();
  private final Deque<SimRequest> held = new ArrayDeque<>();
  private final Set<String> watchedNodes = new LinkedHashSet<>();
  private final Set<String> watchedDirectories = new LinkedHashSet<>();

  /** How the engine, or a peer, sees it. */
  final SimPort port = new SimPort(this);

  /** The request that opens the session, as long as there is none. */
  @Nullable SimRequest opening;

  /** The request that closes it. */
  @Nullable SimRequest closing;

  /** Whether it lives, in truth. */
  boolean isAlive;

  private @Nullable SimConnection connection;
  private @Nullable SimServer turnedTo;
  private boolean closesWhenBack;
  private boolean isConnected;
  private boolean hasOpened;
  private boolean isEnded;
  private long disconnectedAt;
  private long heard;
  private long sent;
  private long seen;
  private long isolatedUntil;

  SimSession(SimMember member, String id) {
    this.member = member;
    this.servers = member.servers;
    this.world = member.world;
    this.id = id;
    this.madeNanos = member.clock.nanos();
    this.madeWall = member.clock.wallNanos();
    this.disconnectedAt = madeNanos;
  }

  SimWorld world() {
    return world;
  }

  SimProcess process() {
    return member;
  }

  SimMember member() {
    return member;
  }

  String id() {
    return id;
  }

  long timeoutNanos() {
    return servers.shape.timeoutNanos();
  }

  long ageNanos() {
    return Math.max(member.clock.nanos() - madeNanos, member.clock.wallNanos() - madeWall);
  }

  boolean isEnded() {
    return isEnded;
  }

  @Nullable SimConnection connection() {
    return connection;
  }

  // --- Connections ---

  void connect() {
    if (isEnded || connection != null) {
      return;
    }
    if (member.clock.nanos() - disconnectedAt > timeoutNanos() && hasOpened) {
      end(); // as Curator Framework does: it takes the session for lost
      return;
    }
    SimConnection next = new SimConnection(this, chosen());
    connection = next;
    if (!hasOpened) {
      opening = SimRequest.write(tree -> () -> {}, code -> {});
    }
    SimRequest opens = opening;
    long last = seen;
    if (world.now() < isolatedUntil) {
      next.up.cut();
    }
    next.up.send(() -> next.hello(last, opens));
    member.after(
        timeoutNanos() / 3,
        () -> {
          if (connection == next && !isConnected) {
            drop();
          }
        });
  }

  private SimServer chosen() {
    SimServer wanted = turnedTo;
    turnedTo = null;
    SimServer drawn = servers.all.get(world.pick(servers.all.size()));
    return wanted == null ? drawn : wanted;
  }

  /** Connects to this server next. */
  void turnTo(SimServer server) {
    turnedTo = server;
  }

  void validated(SimConnection from, boolean isValid) {
    if (from != connection || isConnected) {
      return;
    }
    if (isValid) {
      connected(from);
    } else {
      end();
    }
  }

  private void connected(SimConnection to) {
    isConnected = true;
    hasOpened = true;
    opening = null;
    heard = member.clock.nanos();
    sent = heard;
    if (world.traces) {
      world.note(id + " connected to " + to.server.name);
    }
    if (!watchedNodes.isEmpty() || !watchedDirectories.isEmpty()) {
      rewatch();
    }
    List<SimRequest> waiting = new ArrayList<>(held);
    held.clear();
    waiting.forEach(this::transmit);
    ping(to);
    listen(to);
    member.events().connected(port);
    if (closesWhenBack) {
      member.after(world.between(0, 2_000_000L), this::close);
    }
  }

  private void rewatch() {
    if (world.strikes(0.05)) {
      watchedNodes.clear(); // as watches have been missed while a connection moved
      watchedDirectories.clear();
    }
    List<String> nodes = List.copyOf(watchedNodes);
    List<String> directories = List.copyOf(watchedDirectories);
    long last = seen;
    transmit(
        SimRequest.read(
            at -> {
              at.rewatch(nodes, directories, last);
              return () -> {};
            },
            code -> {}));
  }

  private void ping(SimConnection on) {
    member.after(
        sent + timeoutNanos() / 3 - member.clock.nanos(),
        () -> {
          if (isConnected && connection == on) {
            if (member.clock.nanos() - sent >= timeoutNanos() / 3 - 1_000) {
              transmit(SimRequest.ping());
            }
            ping(on);
          }
        });
  }

  private void listen(SimConnection on) {
    long patience = timeoutNanos() * 2 / 3;
    member.after(
        heard + patience - member.clock.nanos(),
        () -> {
          if (!isConnected || connection != on) {
            return;
          }
          if (member.clock.nanos() - heard >= patience - 1_000) {
            drop();
          } else {
            listen(on);
          }
        });
  }

  /** The server has closed the connection, or the network has reset it. */
  void closed(SimConnection by) {
    if (by == connection) {
      drop();
    }
  }

  private void drop() {
    SimConnection dropped = connection;
    connection = null;
    if (dropped == null || isEnded) {
      return;
    }
    if (world.chance(0.5)) {
      dropped.up.send(dropped::closeAtServer); // what is on its way arrives before it
    } else {
      dropped.up.cut();
    }
    if (isConnected) {
      disconnected(dropped);
    } else if (world.chance(0.7)) {
      failAll(held, Code.DOUBTFUL);
    }
    long pause = world.strikes(0.2) ? timeoutNanos() : SimWorld.SECOND;
    member.after(world.between(1_000_000L, pause), this::connect);
  }

  private void disconnected(SimConnection from) {
    isConnected = false;
    disconnectedAt = member.clock.nanos();
    if (world.traces) {
      world.note(id + " disconnected from " + from.server.name);
    }
    for (SimRequest request : outstanding) {
      servers.faults.mayLinger(from, request);
    }
    boolean tellsFirst = world.chance(0.5);
    if (tellsFirst) {
      member.events().disconnected(port);
    }
    failAll(outstanding, Code.DOUBTFUL);
    if (!tellsFirst) {
      member.events().disconnected(port);
    }
  }

  boolean isAt(SimServer server) {
    SimConnection at = connection;
    return at != null && at.server == server;
  }

  /** No server is reached for a while. */
  void isolate(long nanos) {
    isolatedUntil = world.now() + nanos;
  }

  void mend() {
    isolatedUntil = 0;
  }

  // --- Its end ---

  private void end() {
    if (isEnded) {
      return;
    }
    isEnded = true;
    isConnected = false;
    SimConnection last = connection;
    connection = null;
    if (world.traces) {
      world.note(id + " ended");
    }
    member.events().ended(port);
    if (last != null && closing != null) {
      SimRequest closes = closing;
      last.up.send(() -> last.request(closes));
    }
    failAll(outstanding, Code.SESSION_ENDED);
    failAll(held, Code.SESSION_ENDED);
    member.reopen();
  }

  /** The handle is closed although its session may live. */
  void close() {
    closing = SimRequest.write(tree -> () -> {}, code -> {});
    end();
  }

  /** The same, as soon as a connection that is lost now is there again. */
  void closeWhenBack() {
    if (connection != null) {
      closesWhenBack = true;
      connection.reset();
    }
  }

  private static void failAll(Deque<SimRequest> requests, Code code) {
    List<SimRequest> failed = new ArrayList<>(requests);
    requests.clear();
    failed.forEach(request -> request.fail(code));
  }

  // --- Requests ---

  void send(SimRequest request) {
    if (isEnded) {
      member.after(0, () -> request.fail(Code.SESSION_ENDED));
    } else if (isConnected) {
      transmit(request);
    } else {
      held.add(request);
    }
  }

  private void transmit(SimRequest request) {
    SimConnection on = connection;
    if (on == null) {
      return;
    }
    outstanding.add(request);
    sent = member.clock.nanos();
    servers.faults.atMessage(this);
    on.up.send(() -> on.request(request));
  }

  void answered(SimConnection from, SimRequest request, Runnable reply, long zxid) {
    if (from != connection) {
      return;
    }
    heard = member.clock.nanos();
    seen = Math.max(seen, zxid);
    if (request == opening) {
      connected(from);
    } else if (isConnected && outstanding.remove(request)) {
      reply.run();
    }
  }

  void fired(SimConnection from, String path, boolean isDirectory) {
    if (from != connection) {
      return;
    }
    heard = member.clock.nanos();
    if ((isDirectory ? watchedDirectories : watchedNodes).remove(path)) {
      member.events().changed(port, path);
    }
  }

  void watchesNode(String path) {
    watchedNodes.add(path);
  }

  void watchesDirectory(String path) {
    watchedDirectories.add(path);
  }
}
