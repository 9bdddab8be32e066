package io.zklocked.runtime.order;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An order of this process that others can read, as an ephemeral node, and what it is to theirs:
 * one node for each session, and one look at the others behind it. Whoever's node came last sees
 * all of a circle, and is the one to tell. Thread-safe; the lock guards where the node is, and
 * nobody is called under it.
 */
final class Notice {

  private static final int MOST_TRIES = 3;

  private final Witness witness;
  private final String directory;
  private final byte[] data;
  private final OrderExchange exchange;
  private final Supplier<UUID> ids;
  private final BiConsumer<Notice, List<Witness>> found;
  private final CompletableFuture<List<Witness>> looked = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private @Nullable Session session;

  @GuardedBy("lock")
  private String path = "";

  private volatile @Nullable Session settledIn;
  private volatile long czxid = Long.MAX_VALUE;

  /**
   * Nobody can read it before it is sent.
   *
   * @param witness the order
   * @param directory where it is to lie
   * @param data what it says
   * @param exchange the others
   * @param ids gives names that no other process gives
   * @param found told of a circle with the orders of others, on a thread of the ensemble; this one
   *     comes first in it
   */
  Notice(
      Witness witness,
      String directory,
      byte[] data,
      OrderExchange exchange,
      Supplier<UUID> ids,
      BiConsumer<Notice, List<Witness>> found) {
    this.witness = witness;
    this.directory = directory;
    this.data = data;
    this.exchange = exchange;
    this.ids = ids;
    this.found = found;
  }

  Witness witness() {
    return witness;
  }

  String directory() {
    return directory;
  }

  /** When it was made, among all; what was made later is the other's to compare. */
  long czxid() {
    return czxid;
  }

  boolean isAt(String node) {
    lock.lock();
    try {
      return path.equals(node);
    } finally {
      lock.unlock();
    }
  }

  /** Sends it unless it is there. In doubt it is sent again, under the same name. */
  void send(Session to) {
    if (settledIn == to) {
      return;
    }
    String node;
    lock.lock();
    try {
      if (session != to) {
        session = to;
        path = directory + "/" + ids.get();
        czxid = Long.MAX_VALUE;
      }
      node = path;
    } finally {
      lock.unlock();
    }
    send(to, node, 1);
  }

  /** All in one round trip: what is listed behind the create shows all that came before it. */
  private void send(Session to, String node, int tries) {
    to.createDirectory(directory, (code, none) -> {}); // what goes wrong here, the next one meets
    to.createNamed(
        node,
        data,
        (code, created) -> {
          switch (code) {
            case OK -> czxid = created == null ? Long.MAX_VALUE : created.czxid();
            case NODE_EXISTS -> recover(to, node);
            case NO_NODE -> again(to, node, tries);
            default -> exchange.failed(code, node);
          }
        });
    exchange.look(to, this);
  }

  private void again(Session to, String node, int tries) {
    if (tries < MOST_TRIES) {
      exchange.makeTree(to, directory);
      send(to, node, tries + 1);
    } else {
      exchange.failed(Code.NO_NODE, node);
    }
  }

  /** An earlier request has made it after all. */
  private void recover(Session to, String node) {
    to.read(
        node,
        false,
        (code, read) -> {
          if (read != null) {
            czxid = read.czxid();
            exchange.look(to, this);
          }
        });
  }

  /** Takes what came of a look at the others. */
  void looked(Session in, List<Witness> circle) {
    if (czxid == Long.MAX_VALUE) {
      return; // the look that counts comes behind the node
    }
    settledIn = in;
    looked.complete(circle);
    if (!circle.isEmpty()) {
      found.accept(this, circle);
    }
  }

  /** What was found first; empty if nothing was, or not yet. */
  List<Witness> circle() {
    return looked.getNow(List.of());
  }

  /** Nobody will ever look. */
  void giveUp() {
    looked.complete(List.of());
  }

  /**
   * Waits until the others were looked at. An interrupt ends the wait, and is kept.
   *
   * @return the circle that it closes with them; empty if it closes none, or nobody could tell
   */
  List<Witness> await(long mostNanos) {
    try {
      return looked.get(mostNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      return List.of(); // what is found later is told then
    } catch (ExecutionException e) {
      throw new IllegalStateException("a look never fails", e);
    }
    return List.of();
  }

  /** Takes it away from where it was sent. */
  void withdraw() {
    Session from;
    String node;
    lock.lock();
    try {
      from = session;
      node = path;
    } finally {
      lock.unlock();
    }
    if (from != null) {
      exchange.delete(from, node);
    }
  }
}
