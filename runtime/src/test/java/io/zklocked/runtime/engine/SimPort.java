package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.SimEvent.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The port of the engine on a handle of the simulated client library. Confined to one thread. */
final class SimPort implements Session {

  final SimSession handle;

  SimPort(SimSession handle) {
    this.handle = handle;
  }

  @Override
  public String id() {
    return handle.id();
  }

  @Override
  public long timeoutNanos() {
    return handle.timeoutNanos();
  }

  @Override
  public long ageNanos() {
    return handle.ageNanos();
  }

  @Override
  public void createContender(String prefix, byte[] data, Reply<Created> answer) {
    Reply<Created> reply = handle.member().watched(Cause.CREATED, prefix, answer);
    write(
        reply,
        tree -> {
          Created created = tree.createContender(handle, prefix, data);
          note("creates ", created == null ? "nothing, no directory" : created.path());
          return () -> reply.answer(created == null ? Code.NO_NODE : Code.OK, created);
        });
  }

  @Override
  public void createNamed(String path, byte[] data, Reply<Created> reply) {
    Function<SimTree, Runnable> create =
        tree -> {
          Code code = tree.create(path, data, handle);
          Created created = code == Code.OK ? new Created(path, tree.zxid()) : null;
          note("creates ", path);
          return () -> reply.answer(code, created);
        };
    handle.send(SimRequest.write(create, code -> reply.answer(code, null)));
  }

  @Override
  public void createContenders(List<NewContender> nodes, Reply<List<Created>> answer) {
    Reply<List<Created>> reply = handle.member().watched(Cause.CREATED, "", answer);
    write(
        reply,
        tree -> {
          List<Created> created = tree.createContenders(handle, nodes);
          note("creates ", String.valueOf(created));
          return () -> reply.answer(created == null ? Code.NO_NODE : Code.OK, created);
        });
  }

  @Override
  public void createDirectory(String path, Reply<Void> reply) {
    write(
        reply,
        tree -> {
          Code code = tree.create(path, new byte[0], null);
          return () -> reply.answer(code, null);
        });
  }

  @Override
  public void delete(String path, Reply<Void> reply) {
    handle.member().deletes(handle, path);
    write(
        reply,
        tree -> {
          Code code = tree.delete(path);
          note("deletes ", path);
          return () -> reply.answer(code, null);
        });
  }

  @Override
  public void deleteUntouched(String path, Reply<Void> reply) {
    handle.member().removes(handle, path);
    SimSession session = handle;
    Function<SimConnection, Runnable> look =
        at -> {
          SimTree.Znode node = at.server.tree.get(path);
          Code verdict = untouched(node);
          return () -> {
            if (verdict != Code.OK) {
              reply.answer(verdict, null);
              return;
            }
            write(
                reply,
                tree -> {
                  Code code = tree.deleteUntouched(path);
                  note("removes ", path);
                  return () -> reply.answer(code, null);
                });
          };
        };
    session.send(SimRequest.read(look, code -> reply.answer(code, null)));
  }

  private static Code untouched(SimTree.@Nullable Znode node) {
    if (node == null) {
      return Code.NO_NODE;
    }
    if (!node.children.isEmpty()) {
      return Code.NOT_EMPTY;
    }
    return node.version == 0 && node.data.length == 0 ? Code.OK : Code.BAD_VERSION;
  }

  /** A request that only its leader can do. */
  <T> void write(Reply<T> reply, Function<SimTree, Runnable> write) {
    handle.send(SimRequest.write(write, code -> reply.answer(code, null)));
  }

  @Override
  public void list(String directory, boolean watch, Reply<List<String>> answer) {
    Reply<List<String>> reply = handle.member().watched(Cause.LISTED, directory, answer);
    long asked = handle.world().now();
    Function<SimConnection, Runnable> read =
        at -> {
          List<String> names = at.server.tree.list(directory);
          if (names == null) {
            return () -> reply.answer(Code.NO_NODE, null);
          }
          if (watch) {
            at.watchDirectory(directory);
          }
          return () -> {
            if (watch) {
              handle.watchesDirectory(directory);
            }
            handle.member().listed(directory, names, asked);
            reply.answer(Code.OK, new ArrayList<>(names));
          };
        };
    handle.send(SimRequest.read(read, code -> reply.answer(code, null)));
  }

  @Override
  public void read(String path, boolean watch, Reply<Node> answer) {
    Reply<Node> reply = handle.member().watched(Cause.READ, path, answer);
    long asked = handle.world().now();
    Function<SimConnection, Runnable> read =
        at -> {
          SimTree.Znode node = at.server.tree.get(path);
          if (node == null) {
            return () -> reply.answer(Code.NO_NODE, null);
          }
          if (watch) {
            at.watchNode(path);
          }
          Node shown = new Node(node.data, node.czxid);
          return () -> {
            if (watch) {
              handle.watchesNode(path);
            }
            handle.member().shown(path, asked);
            reply.answer(Code.OK, shown);
          };
        };
    handle.send(SimRequest.read(read, code -> reply.answer(code, null)));
  }

  @Override
  public void sync(String path, Reply<Void> answer) {
    Reply<Void> reply = handle.member().watched(Cause.SYNCED, path, answer);
    handle.send(SimRequest.sync(code -> reply.answer(code, null)));
  }

  @Override
  public void beat(boolean write, Reply<Void> answer) {
    Reply<Void> reply = handle.member().watched(Cause.BEATEN, "", answer);
    long sent = handle.world().now();
    Reply<Void> counted =
        (code, none) -> {
          if (code == Code.OK) {
            handle.member().beaten(sent);
          }
          reply.answer(code, null);
        };
    if (write) {
      write(counted, tree -> () -> counted.answer(Code.OK, null));
    } else {
      sync("/", counted);
    }
  }

  private void note(String what, String path) {
    SimWorld world = handle.world();
    if (world.traces) {
      world.note(handle.id() + " " + what + path);
    }
  }

  @Override
  public String toString() {
    return id();
  }
}
