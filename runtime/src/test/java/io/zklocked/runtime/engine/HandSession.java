package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A session whose requests wait until the test answers them. Confined to one thread. */
final class HandSession implements Session {

  /** A request that is not answered yet. */
  final class Sent {
    final String what;
    final String path;
    private final Supplier<Runnable> apply;
    private final Consumer<Code> fail;

    Sent(String what, String path, Supplier<Runnable> apply, Consumer<Code> fail) {
      this.what = what;
      this.path = path;
      this.apply = apply;
      this.fail = fail;
    }

    /** Does it and answers. */
    void answer() {
      take();
      apply.get().run();
    }

    /** Does it, but the answer is lost. */
    void loseReply() {
      take();
      arrive();
      fail.accept(Code.DOUBTFUL);
    }

    /** Is lost on the way; what is given back lets it arrive after all. */
    Runnable lose() {
      take();
      fail.accept(Code.DOUBTFUL);
      return this::arrive;
    }

    private void arrive() {
      Runnable answer = apply.get();
      lost.add(answer);
    }

    void refuse(Code code) {
      take();
      fail.accept(code);
    }

    private void take() {
      if (!sent.remove(this)) {
        throw new AssertionError("answered twice: " + this);
      }
    }

    @Override
    public String toString() {
      return what + " " + path;
    }
  }

  private final HandEnsemble ensemble;
  private final Ensemble.Events events;
  private final String id;
  private final List<Sent> sent = new ArrayList<>();
  private final List<Runnable> lost = new ArrayList<>();
  private final Set<String> watched = new TreeSet<>();
  private boolean ended;

  /** Whether beats are answered at once and left out of what was sent. */
  boolean answersBeats = true;

  HandSession(HandEnsemble ensemble, Ensemble.Events events, String id) {
    this.ensemble = ensemble;
    this.events = events;
    this.id = id;
    ensemble.add(this);
  }

  // --- What the test does ---

  List<String> sent() {
    return sent.stream().map(Sent::toString).toList();
  }

  int count(String what) {
    return (int) sent.stream().filter(request -> request.what.equals(what)).count();
  }

  /** The first request of a kind. */
  Sent next(String what) {
    return sent.stream()
        .filter(request -> request.what.equals(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + what + " was sent, only " + sent));
  }

  /** Answers what was asked first. */
  void answerFirst() {
    sent.get(0).answer();
  }

  /** Answers everything, and what is asked because of it. */
  void answerAll() {
    for (int left = 10_000; !sent.isEmpty(); left--) {
      if (left == 0) {
        throw new AssertionError("no end of requests: " + sent);
      }
      sent.get(0).answer();
    }
  }

  void connect() {
    events.connected(this);
  }

  /** The connection breaks before anything that is on its way has arrived. */
  void disconnect() {
    events.disconnected(this);
    for (Sent request : new ArrayList<>(sent)) {
      request.lose();
    }
  }

  /** The server ends the session; its client hears of it at once. */
  void expire() {
    ended = true;
    for (Sent request : new ArrayList<>(sent)) {
      request.refuse(Code.SESSION_ENDED);
    }
    events.ended(this);
    dropNodes();
  }

  /** The server ends the session; its client hears nothing. */
  void dropNodes() {
    ensemble.tree.ownedBy(this).forEach(ensemble.tree::delete);
  }

  void fire(String path) {
    if (!ended && watched.remove(path)) {
      events.changed(this, path);
    }
  }

  /** Watches are forgotten, as they may be when a connection moves. */
  void forgetWatches() {
    watched.clear();
  }

  // --- What the engine asks ---

  @Override
  public String id() {
    return id;
  }

  @Override
  public long timeoutNanos() {
    return Rig.TIMEOUT;
  }

  @Override
  public long ageNanos() {
    return 0;
  }

  @Override
  public void createContender(String prefix, byte[] data, Reply<Created> reply) {
    send(
        "create",
        prefix,
        reply,
        () -> {
          Created created = ensemble.tree.createContender(this, prefix, data);
          return () -> reply.answer(created == null ? Code.NO_NODE : Code.OK, created);
        });
  }

  @Override
  public void createNamed(String path, byte[] data, Reply<Created> reply) {
    send(
        "create-named",
        path,
        reply,
        () -> {
          Code code = ensemble.tree.create(path, data, this);
          Created created = code == Code.OK ? new Created(path, ensemble.tree.zxid()) : null;
          return () -> reply.answer(code, created);
        });
  }

  @Override
  public void createContenders(List<NewContender> nodes, Reply<List<Created>> reply) {
    send(
        "create-all",
        nodes.get(0).prefix(),
        reply,
        () -> {
          List<Created> created = ensemble.tree.createContenders(this, nodes);
          return () -> reply.answer(created == null ? Code.NO_NODE : Code.OK, created);
        });
  }

  @Override
  public void beat(boolean write, Reply<Void> reply) {
    if (answersBeats && !ended) {
      reply.answer(Code.OK, null);
    } else {
      send(write ? "beat" : "sync-beat", "/", reply, () -> code(Code.OK, reply));
    }
  }

  @Override
  public void createDirectory(String path, Reply<Void> reply) {
    send(
        "directory",
        path,
        reply,
        () -> {
          Code code = ensemble.tree.create(path, new byte[0], null);
          return () -> reply.answer(code, null);
        });
  }

  @Override
  public void list(String directory, boolean watch, Reply<List<String>> reply) {
    send(
        watch ? "list-watch" : "list",
        directory,
        reply,
        () -> {
          List<String> names = ensemble.tree.list(directory);
          if (watch && names != null) {
            watched.add(directory);
          }
          return () -> reply.answer(names == null ? Code.NO_NODE : Code.OK, names);
        });
  }

  @Override
  public void read(String path, boolean watch, Reply<Node> reply) {
    send(
        watch ? "watch" : "read",
        path,
        reply,
        () -> {
          SimTree.Znode znode = ensemble.tree.get(path);
          if (znode == null) {
            return () -> reply.answer(Code.NO_NODE, null);
          }
          if (watch) {
            watched.add(path);
          }
          return () -> reply.answer(Code.OK, new Node(znode.data, znode.czxid));
        });
  }

  @Override
  public void delete(String path, Reply<Void> reply) {
    send("delete", path, reply, () -> code(ensemble.tree.delete(path), reply));
  }

  @Override
  public void deleteUntouched(String path, Reply<Void> reply) {
    send("remove", path, reply, () -> code(ensemble.tree.deleteUntouched(path), reply));
  }

  @Override
  public void sync(String path, Reply<Void> reply) {
    send("sync", path, reply, () -> code(Code.OK, reply));
  }

  private static Runnable code(Code code, Reply<Void> reply) {
    return () -> reply.answer(code, null);
  }

  private <T> void send(String what, String path, Reply<T> reply, Supplier<Runnable> apply) {
    if (ended) {
      reply.answer(Code.SESSION_ENDED, null);
    } else {
      sent.add(new Sent(what, path, apply, code -> reply.answer(code, null)));
    }
  }
}
