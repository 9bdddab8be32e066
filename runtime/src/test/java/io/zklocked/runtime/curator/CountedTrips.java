package io.zklocked.runtime.curator;

import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between an engine and its session, and counts how many round trips depend on one another:
 * a request that is sent when the answers of the first trip are there is of the second. Counted are
 * requests below one path. Thread-safe.
 */
final class CountedTrips implements Ensemble.Events {

  private final Ensemble.Events engine;
  private final String below;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile @Nullable Counted counted;

  CountedTrips(Ensemble.Events engine, String below) {
    this.engine = engine;
    this.below = below;
  }

  /** Starts to count; what was asked before does not count any more. */
  void reset() {
    count.incrementAndGet();
    answered.set(0);
  }

  /** The trip whose answer came last. */
  int count() {
    return answered.get();
  }

  @Override
  public void connected(Session session) {
    Counted now = counted;
    if (now == null || now.session != session) {
      now = new Counted(session);
      counted = now;
    }
    engine.connected(now);
  }

  @Override
  public void disconnected(Session session) {
    engine.disconnected(Objects.requireNonNull(counted));
  }

  @Override
  public void ended(Session session) {
    engine.ended(Objects.requireNonNull(counted));
  }

  @Override
  public void changed(Session session, String path) {
    engine.changed(Objects.requireNonNull(counted), path);
  }

  @Override
  public void failed(String reason) {
    engine.failed(reason);
  }

  private <T> Session.Reply<T> counting(String path, Session.Reply<T> reply) {
    if (!path.startsWith(below)) {
      return reply;
    }
    int of = count.get();
    int trip = answered.get() + 1;
    return (code, value) -> {
      if (of == count.get()) {
        answered.accumulateAndGet(trip, Math::max);
      }
      reply.answer(code, value);
    };
  }

  private final class Counted implements Session {

    private final Session session;

    Counted(Session session) {
      this.session = session;
    }

    @Override
    public String id() {
      return session.id();
    }

    @Override
    public long timeoutNanos() {
      return session.timeoutNanos();
    }

    @Override
    public long ageNanos() {
      return session.ageNanos();
    }

    @Override
    public void createContender(String prefix, byte[] data, Reply<Created> reply) {
      session.createContender(prefix, data, counting(prefix, reply));
    }

    @Override
    public void createNamed(String path, byte[] data, Reply<Created> reply) {
      session.createNamed(path, data, counting(path, reply));
    }

    @Override
    public void createContenders(List<NewContender> nodes, Reply<List<Created>> reply) {
      session.createContenders(nodes, counting(nodes.get(0).prefix(), reply));
    }

    @Override
    public void createDirectory(String path, Reply<Void> reply) {
      session.createDirectory(path, counting(path, reply));
    }

    @Override
    public void list(String directory, boolean watch, Reply<List<String>> reply) {
      session.list(directory, watch, counting(directory, reply));
    }

    @Override
    public void read(String path, boolean watch, Reply<Node> reply) {
      session.read(path, watch, counting(path, reply));
    }

    @Override
    public void delete(String path, Reply<Void> reply) {
      session.delete(path, counting(path, reply));
    }

    @Override
    public void deleteUntouched(String path, Reply<Void> reply) {
      session.deleteUntouched(path, counting(path, reply));
    }

    @Override
    public void sync(String path, Reply<Void> reply) {
      session.sync(path, counting(path, reply));
    }

    @Override
    public void beat(boolean write, Reply<Void> reply) {
      session.beat(write, reply);
    }
  }
}
