package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.SimWorld.TIMEOUT;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session: the client's handle, its connection to some follower, and what the servers know of
 * it. Requests and answers keep their order; the link may break or stall at any message; a request
 * may be applied without its answer, be lost, or linger and be applied later. Confined to one
 * thread.
 */
final class SimSession implements Session {

  /** A request: {@code apply} does it on the servers and gives its answer. */
  private static final class Op {
    final Supplier<Runnable> apply;
    final Consumer<Code> fail;
    boolean isApplied;

    Op(Supplier<Runnable> apply, Consumer<Code> fail) {
      this.apply = apply;
      this.fail = fail;
    }
  }

  private final SimWorld world;
  private final SimServers servers;
  private final SimClient client;
  private final String id;
  private final Deque<Op> outstanding = new ArrayDeque<>();
  private final Deque<Op> held = new ArrayDeque<>();
  private final Set<String> watches = new TreeSet<>();
  private final Set<String> serverWatches = new TreeSet<>();

  /** Counts connections: what belongs to an earlier one is void. */
  private int epoch;

  private boolean isLinked;
  private boolean isConnected;
  private boolean isEnded;
  private final long openedAt;
  private SimTree follower;
  private long upBusy;
  private long downBusy;
  private long lastSent;
  private long seen;

  /** When the client heard the last word from a server. */
  long heard;

  /** When the leader took the last sign of life. */
  long touched;

  boolean isAlive = true;

  SimSession(SimWorld world, SimServers servers, SimClient client, String id) {
    this.world = world;
    this.servers = servers;
    this.client = client;
    this.id = id;
    this.openedAt = world.now();
    this.follower = servers.someFollower(0);
    servers.open(this);
  }

  SimClient client() {
    return client;
  }

  // --- The link ---

  void link() {
    if (!isAlive) {
      end();
      return;
    }
    follower = servers.someFollower(seen);
    servers.touch(this);
    epoch++;
    isLinked = true;
    isConnected = true;
    heard = world.now();
    upBusy = world.now();
    downBusy = world.now();
    serverWatches.clear();
    world.note(id + " connected");
    if (world.strikes(0.1)) {
      watches.clear(); // missed while the connection moved
    }
    client.events().connected(this);
    for (String path : List.copyOf(watches)) {
      if (follower.get(path) != null) {
        serverWatches.add(path);
      } else {
        fire(path);
      }
    }
    List<Op> waiting = new ArrayList<>(held);
    held.clear();
    waiting.forEach(this::transmit);
    ping(epoch);
    listen(epoch);
  }

  private void ping(int connection) {
    world.after(
        lastSent + TIMEOUT / 3 - world.now(),
        () -> {
          if (isConnected && epoch == connection) {
            if (world.now() - lastSent >= TIMEOUT / 3) {
              transmit(new Op(() -> () -> {}, code -> {}));
            }
            ping(connection);
          }
        });
  }

  /** The client drops a connection on which it has heard nothing for two thirds of the timeout. */
  private void listen(int connection) {
    world.after(
        heard + TIMEOUT * 2 / 3 - world.now(),
        () -> {
          if (isConnected && epoch == connection) {
            if (world.now() - heard >= TIMEOUT * 2 / 3) {
              cut();
              notice();
            } else {
              listen(connection);
            }
          }
        });
  }

  /** Breaks the link, both ways; what is on its way is lost, or lingers. */
  void cut() {
    if (!isLinked) {
      return;
    }
    isLinked = false;
    int connection = ++epoch;
    serverWatches.clear();
    world.note(id + " link breaks");
    for (Op op : outstanding) {
      if (!op.isApplied && world.random.nextBoolean()) {
        world.after(world.between(0, TIMEOUT * 9 / 10), () -> apply(op)); // it lingers
      }
    }
    if (world.random.nextBoolean()) {
      world.after(world.between(0, 2_000_000L), this::notice); // reset; otherwise a black hole
    } else {
      listen(connection);
    }
  }

  private void notice() {
    if (!isConnected || isLinked) {
      return;
    }
    isConnected = false;
    world.note(id + " disconnected");
    boolean tellFirst = world.random.nextBoolean();
    if (tellFirst) {
      client.events().disconnected(this);
    }
    failAll(outstanding, Code.DOUBTFUL);
    if (!tellFirst) {
      client.events().disconnected(this);
    }
    retry();
  }

  private void retry() {
    long pause = world.strikes(0.3) ? 2 * TIMEOUT : TIMEOUT / 10;
    world.after(
        world.between(1_000_000L, pause),
        () -> {
          if (world.strikes(0.3)) {
            failAll(held, Code.DOUBTFUL);
            retry();
          } else {
            link();
          }
        });
  }

  private void end() {
    isEnded = true;
    world.note(id + " ended");
    failAll(held, Code.SESSION_ENDED);
    client.events().ended(this);
    client.reopen();
  }

  private static void failAll(Deque<Op> ops, Code code) {
    List<Op> failed = new ArrayList<>(ops);
    ops.clear();
    failed.forEach(op -> op.fail.accept(code));
  }

  // --- Messages ---

  private void send(Op op) {
    if (isEnded) {
      world.after(0, () -> op.fail.accept(Code.SESSION_ENDED));
    } else if (isConnected) {
      transmit(op);
    } else {
      held.add(op);
    }
  }

  private void transmit(Op op) {
    outstanding.add(op);
    lastSent = world.now();
    if (world.strikes(client.roughness())) {
      cut();
    }
    if (!isLinked) {
      return;
    }
    upBusy = Math.max(upBusy, world.now() + latency());
    int connection = epoch;
    world.after(
        upBusy - world.now(),
        () -> {
          if (epoch == connection) {
            arrive(op);
          }
        });
  }

  private void arrive(Op op) {
    if (!isAlive) {
      cut();
      return;
    }
    servers.touch(this);
    Runnable answer = apply(op);
    long zxid = follower.zxid();
    if (world.strikes(client.roughness())) {
      cut(); // applied, and the answer is lost
      return;
    }
    down(
        () -> {
          outstanding.remove(op);
          seen = Math.max(seen, zxid);
          answer.run();
        });
  }

  private Runnable apply(Op op) {
    if (!isAlive || op.isApplied) {
      return () -> {};
    }
    op.isApplied = true;
    return op.apply.get();
  }

  private void down(Runnable message) {
    downBusy = Math.max(downBusy, world.now() + latency());
    int connection = epoch;
    world.after(
        downBusy - world.now(),
        () -> {
          if (epoch == connection) {
            heard = world.now();
            message.run();
          }
        });
  }

  private long latency() {
    if (client.stalls() && world.strikes(0.01)) {
      return world.between(0, TIMEOUT * 6 / 10);
    }
    return world.between(100_000L, 3_000_000L);
  }

  void applied(SimTree where, SimTree.Change change) {
    String directory = change.path().substring(0, change.path().lastIndexOf('/'));
    for (String path : List.of(change.path(), directory)) {
      if (isLinked && where == follower && serverWatches.remove(path)) {
        fire(path);
      }
    }
  }

  private void fire(String path) {
    down(
        () -> {
          if (watches.remove(path)) {
            client.events().changed(this, path);
          }
        });
  }

  // --- What the engine asks ---

  @Override
  public String id() {
    return id;
  }

  @Override
  public long timeoutNanos() {
    return TIMEOUT;
  }

  @Override
  public long ageNanos() {
    return world.now() - openedAt;
  }

  @Override
  public void createContender(String prefix, byte[] data, Reply<Created> reply) {
    write(
        reply,
        () -> {
          Created created = servers.leader.createContender(this, prefix, data);
          world.note(id + " create " + prefix + " -> " + created);
          return () -> reply.answer(created == null ? Code.NO_NODE : Code.OK, created);
        });
  }

  @Override
  public void createNamed(String path, byte[] data, Reply<Created> reply) {
    write(
        reply,
        () -> {
          Code code = servers.leader.create(path, data, this);
          Created created = code == Code.OK ? new Created(path, servers.leader.zxid()) : null;
          return () -> reply.answer(code, created);
        });
  }

  @Override
  public void createContenders(List<NewContender> nodes, Reply<List<Created>> reply) {
    write(
        reply,
        () -> {
          List<Created> created = servers.leader.createContenders(this, nodes);
          return () -> reply.answer(created == null ? Code.NO_NODE : Code.OK, created);
        });
  }

  @Override
  public void beat(boolean write, Reply<Void> reply) {
    sync("/", reply);
  }

  @Override
  public void createDirectory(String path, Reply<Void> reply) {
    write(
        reply,
        () -> {
          Code code = servers.leader.create(path, new byte[0], null);
          return () -> reply.answer(code, null);
        });
  }

  @Override
  public void delete(String path, Reply<Void> reply) {
    write(
        reply,
        () -> {
          client.checkDelete(path);
          Code code = servers.leader.delete(path);
          world.note(id + " delete " + path + " -> " + code);
          return () -> reply.answer(code, null);
        });
  }

  @Override
  public void deleteUntouched(String path, Reply<Void> reply) {
    write(
        reply,
        () -> {
          client.checkRemove(path);
          Code code = servers.leader.deleteUntouched(path);
          return () -> reply.answer(code, null);
        });
  }

  private <T> void write(Reply<T> reply, Supplier<Runnable> apply) {
    send(
        new Op(
            () -> {
              Runnable answer = apply.get();
              servers.catchUp(follower);
              return answer;
            },
            code -> reply.answer(code, null)));
  }

  @Override
  public void list(String directory, boolean watch, Reply<List<String>> reply) {
    send(
        new Op(
            () -> {
              List<String> names = follower.list(directory);
              if (watch && names != null) {
                serverWatches.add(directory);
              }
              return () -> {
                if (watch && names != null) {
                  watches.add(directory);
                }
                reply.answer(names == null ? Code.NO_NODE : Code.OK, names);
              };
            },
            code -> reply.answer(code, null)));
  }

  @Override
  public void read(String path, boolean watch, Reply<Node> reply) {
    send(
        new Op(
            () -> {
              SimTree.@Nullable Znode znode = follower.get(path);
              if (znode == null) {
                return () -> reply.answer(Code.NO_NODE, null);
              }
              if (watch) {
                serverWatches.add(path);
              }
              return () -> {
                if (watch) {
                  watches.add(path);
                }
                reply.answer(Code.OK, new Node(znode.data, znode.czxid));
              };
            },
            code -> reply.answer(code, null)));
  }

  @Override
  public void sync(String path, Reply<Void> reply) {
    send(
        new Op(
            () -> {
              servers.catchUp(follower);
              return () -> reply.answer(Code.OK, null);
            },
            code -> reply.answer(code, null)));
  }
}
