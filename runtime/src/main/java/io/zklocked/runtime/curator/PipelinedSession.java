package io.zklocked.runtime.curator;

import io.zklocked.runtime.engine.OperatorSession;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.CreateOptions;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session on ZooKeeper's raw asynchronous handle. Thread-safe: requests go straight into the
 * handle's queue, answers and events through one mailbox.
 *
 * <p>It lives until {@link #end}, whoever finds out first: an event, a reply, or the handle that is
 * about to close. At that moment every unanswered request is answered, so that none depends on what
 * a dying handle still does with its queues; what the handle answers later is dropped.
 */
final class PipelinedSession implements OperatorSession {

  private static final Logger LOG = LoggerFactory.getLogger(PipelinedSession.class);
  private static final byte[] NOTHING = {};
  private static final int TOLD_WITHIN_MILLIS = 1_000;
  private static final List<Op> BEAT = List.of(Op.check("/", -1));
  private static final Set<Code> COMMITTED = EnumSet.of(Code.OK, Code.NO_NODE, Code.NO_RIGHTS);

  private final SessionOrigin origin;
  private final ZooKeeper handle;
  private final Stopwatch sinceHandle;
  private final long number;
  // The handle answers on this thread, but for requests on a dead one: those on the caller's.
  private final Thread eventThread = Thread.currentThread();
  // One object for all nodes: the handle keeps it once a path, however often that is read.
  private final Watcher nodes = this::nodeChanged;
  private final Queue<Request<?>> unanswered = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final CountDownLatch told = new CountDownLatch(1);
  private volatile long timeoutNanos;

  /** To be made on the handle's event thread, once it is connected. */
  PipelinedSession(SessionOrigin origin, ZooKeeper handle, Stopwatch sinceHandle) {
    this.origin = origin;
    this.handle = handle;
    this.sinceHandle = sinceHandle;
    this.number = handle.getSessionId();
  }

  boolean is(long sessionNumber) {
    return number == sessionNumber;
  }

  void timeoutGranted(int millis) {
    timeoutNanos = TimeUnit.MILLISECONDS.toNanos(millis);
  }

  boolean hasEnded() {
    return ending.get();
  }

  void tellConnected() {
    tellWhileAlive(() -> origin.events().connected(this));
  }

  void tellDisconnected() {
    tellWhileAlive(() -> origin.events().disconnected(this));
  }

  private void nodeChanged(WatchedEvent event) {
    String path = event.getPath();
    if (event.getType() != Watcher.Event.EventType.None && path != null) {
      tellWhileAlive(() -> origin.events().changed(this, path));
    }
  }

  private void tellWhileAlive(Runnable letter) {
    origin
        .mailbox()
        .post(
            () -> {
              if (!hasEnded()) {
                letter.run();
              }
            });
  }

  /** Ends the session. Only the first call has an effect. */
  void end() {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    post(
        () -> {
          try {
            origin.events().ended(this);
          } finally {
            told.countDown();
          }
        });
    for (Request<?> last = unanswered.poll(); last != null; last = unanswered.poll()) {
      answer(last, Code.SESSION_ENDED, null);
    }
    origin.handleOver();
  }

  /** Ends the session, and returns when that was heard, or after a second. */
  void endAndWait() {
    end();
    try {
      if (!told.await(TOLD_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("Session {} is closed although its end was not taken notice of", id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String id() {
    return "0x" + Long.toHexString(number);
  }

  @Override
  public long timeoutNanos() {
    return timeoutNanos;
  }

  @Override
  public long ageNanos() {
    return sinceHandle.nanos();
  }

  @Override
  public void createContender(String prefix, byte[] data, Reply<Created> reply) {
    submit(
        prefix,
        reply,
        request ->
            handle.create(
                prefix,
                data,
                origin.rightsFor(prefix),
                CreateMode.EPHEMERAL_SEQUENTIAL,
                (result, path, context, name, stat) ->
                    answered(
                        request, result, stat == null ? null : new Created(name, stat.getCzxid())),
                null));
  }

  @Override
  public void createNamed(String path, byte[] data, Reply<Created> reply) {
    submit(
        path,
        reply,
        request ->
            handle.create(
                path,
                data,
                origin.rightsFor(path),
                CreateMode.EPHEMERAL,
                (result, asked, context, name, stat) ->
                    answered(
                        request, result, stat == null ? null : new Created(name, stat.getCzxid())),
                null));
  }

  @Override
  public void createContenders(List<NewContender> nodes, Reply<List<Created>> reply) {
    List<Op> creates = new ArrayList<>();
    for (NewContender node : nodes) {
      creates.add(
          Op.create(
              node.prefix(),
              node.data(),
              CreateOptions.newBuilder(
                      origin.rightsFor(node.prefix()), CreateMode.EPHEMERAL_SEQUENTIAL)
                  .build()));
    }
    submit(
        nodes.get(0).prefix(),
        reply,
        request ->
            handle.multi(
                creates,
                (result, path, context, results) ->
                    answered(request, result, result == 0 ? created(results) : null),
                null));
  }

  private static List<Created> created(List<OpResult> results) {
    List<Created> created = new ArrayList<>();
    for (OpResult result : results) {
      OpResult.CreateResult create = (OpResult.CreateResult) result;
      created.add(new Created(create.getPath(), create.getStat().getCzxid()));
    }
    return created;
  }

  @Override
  public void createDirectory(String path, Reply<Void> reply) {
    submit(
        path,
        reply,
        request ->
            handle.create(
                path,
                NOTHING,
                origin.rightsFor(path),
                origin.lasts(path) ? CreateMode.PERSISTENT : CreateMode.CONTAINER,
                (result, asked, context, name, stat) -> answered(request, result, null),
                null));
  }

  @Override
  public void list(String directory, boolean watch, Reply<List<String>> reply) {
    submit(
        directory,
        reply,
        request ->
            handle.getChildren(
                directory,
                watch ? nodes : null,
                (result, path, context, names) -> answered(request, result, names),
                null));
  }

  @Override
  public void read(String path, boolean watch, Reply<Node> reply) {
    submit(
        path,
        reply,
        request ->
            handle.getData(
                path,
                watch ? nodes : null,
                (result, asked, context, data, stat) ->
                    answered(
                        request,
                        result,
                        stat == null ? null : new Node(filled(data), stat.getCzxid())),
                null));
  }

  @Override
  public void delete(String path, Reply<Void> reply) {
    deleteVersion(path, -1, reply);
  }

  /**
   * Version 0 says that nobody wrote to the directory since it was made, but it may have been made
   * with something in it: hence the look before.
   */
  @Override
  public void deleteUntouched(String path, Reply<Void> reply) {
    Reply<Code> looked =
        (code, found) -> {
          Code verdict = found == null ? code : found;
          if (verdict == Code.OK) {
            deleteVersion(path, 0, reply);
          } else {
            reply.answer(verdict, null);
          }
        };
    submit(
        path,
        looked,
        request ->
            handle.getData(
                path,
                null,
                (result, asked, context, data, stat) ->
                    answered(request, result, stat == null ? null : untouched(filled(data), stat)),
                null));
  }

  private static Code untouched(byte[] data, Stat stat) {
    if (stat.getNumChildren() > 0) {
      return Code.NOT_EMPTY;
    }
    return stat.getVersion() == 0 && data.length == 0 ? Code.OK : Code.BAD_VERSION;
  }

  private void deleteVersion(String path, int version, Reply<Void> reply) {
    submit(
        path,
        reply,
        request ->
            handle.delete(
                path, version, (result, asked, context) -> answered(request, result, null), null));
  }

  @Override
  public void sync(String path, Reply<Void> reply) {
    submit(
        path,
        reply,
        request ->
            handle.sync(path, (result, asked, context) -> answered(request, result, null), null));
  }

  /** A transaction that fails is committed like any other: the leader has seen the session. */
  @Override
  public void beat(boolean write, Reply<Void> reply) {
    if (!write) {
      sync("/", reply);
      return;
    }
    submit(
        "/",
        (code, none) -> reply.answer(COMMITTED.contains(code) ? Code.OK : code, null),
        request ->
            handle.multi(
                BEAT, (result, path, context, results) -> answered(request, result, null), null));
  }

  @Override
  public void await(String path, Reply<Void> reply) {
    submit(
        path,
        reply,
        request ->
            handle.exists(
                path,
                nodes,
                (result, asked, context, stat) -> answered(request, result, null),
                null));
  }

  @Override
  public void breakContender(String node, String record, byte[] data, Reply<Broken> reply) {
    List<Op> both =
        List.of(
            Op.delete(node, -1),
            Op.create(record, data, origin.rightsFor(record), CreateMode.PERSISTENT));
    submit(
        node,
        reply,
        request ->
            handle.multi(
                both,
                (result, path, context, results) -> {
                  boolean isDecided = results != null && results.size() == both.size();
                  answered(
                      request,
                      isDecided ? KeeperException.Code.OK.intValue() : result,
                      isDecided
                          ? new Broken(verdict(results.get(0)), verdict(results.get(1)))
                          : null);
                },
                null));
  }

  /** What came before a refusal, or behind it, is told apart from the refusal itself. */
  private static Code verdict(OpResult result) {
    if (!(result instanceof OpResult.ErrorResult error)
        || error.getErr() == KeeperException.Code.RUNTIMEINCONSISTENCY.intValue()) {
      return Code.OK;
    }
    return Codes.of(error.getErr());
  }

  private static byte[] filled(byte @Nullable [] data) {
    return data == null ? NOTHING : data;
  }

  private <T> void submit(String path, Reply<T> reply, Submission<T> submission) {
    Request<T> request = new Request<>(path, reply);
    unanswered.add(request);
    // Read after the request was noted: either this sees the end, or the end sees the request.
    if (hasEnded()) {
      answer(request, Code.SESSION_ENDED, null);
      return;
    }
    try {
      submission.to(request);
    } catch (RuntimeException e) {
      LOG.warn("ZooKeeper's client refused a request for {}", path, e);
      answer(request, Code.REFUSED, null);
    }
  }

  private <T> void answered(Request<T> request, int result, @Nullable T value) {
    Code code = Codes.of(result);
    if (code == Code.SESSION_ENDED) {
      end();
      if (result == KeeperException.Code.SESSIONCLOSEDREQUIRESASLAUTH.intValue()) {
        origin.failed(
            "The servers of "
                + origin.description()
                + " close the session of every client that does not authenticate, as this one."
                + " Give its credentials in auth-file");
      }
    } else if (result == KeeperException.Code.INVALIDACL.intValue()) {
      origin.failed(
          "The servers of "
              + origin.description()
              + " do not take the rights of new nodes (acl): they do not know who this client is,"
              + " or not an identity that is named there. Check auth-file, tls.keystore and acl");
    } else if (code == Code.REFUSED) {
      LOG.warn("The ZooKeeper servers refused a request for {}: result {}", request.path(), result);
    }
    answer(request, code, code == Code.OK ? value : null);
  }

  private <T> void answer(Request<T> request, Code code, @Nullable T value) {
    if (request.claim()) {
      unanswered.remove(request);
      post(() -> request.reply().answer(code, value));
    }
  }

  /** Never lets a caller of this session hear the answer before his call has returned. */
  private void post(Runnable letter) {
    if (Thread.currentThread() == eventThread) {
      origin.mailbox().post(letter);
    } else {
      origin.mailbox().postElsewhere(letter);
    }
  }

  @Override
  public String toString() {
    return id();
  }

  @FunctionalInterface
  private interface Submission<T> {
    void to(Request<T> request);
  }
}
