package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.JvmIdentity;
import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Time;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The orders of this process and of others, in the control tree: {@code kinds/<held>-<wanted>/<id>}
 * for orders of kinds, and {@code keys/...} for a sample of those of keys. Each node is ephemeral,
 * and is written once; each directory is a container. Thread-safe, without threads of its own:
 * requests are sent by the timer, or by a call that waits for the others, and answers are taken on
 * threads of the ensemble.
 *
 * <p>A process writes and looks when an order is new to it, and watches nothing. Of kinds there are
 * few. Of keys there may be any number, so that only a sample of them is there.
 */
public final class OrderExchange implements Ensemble.Events {

  private static final int MOST_KINDS = 1_000;
  private static final int MOST_KEYS = 100;

  /** So that the call that brings an order sends its own requests first. */
  private static final long SOON_NANOS = 1_000_000L;

  private final String tree;
  private final JvmIdentity jvm;
  private final Supplier<UUID> ids;
  private final Time time;
  private final Consumer<String> warning;
  private final Notices ofKinds;
  private final Notices ofKeys;

  /** Nodes that may be there although nobody wants them. */
  private final Queue<String> leftBehind = new ConcurrentLinkedQueue<>();

  private volatile @Nullable String refusedLevel;
  private final AtomicBoolean isRefused = new AtomicBoolean();

  /** While it is connected. */
  private volatile @Nullable Session session;

  /**
   * Knows of nobody yet; it needs to hear of the sessions.
   *
   * @param tree an absolute path, where only orders lie
   * @param jvm who this process is
   * @param ids gives ids that no other process gives
   * @param time on whose timer a call's order is published
   * @param warning told once if the ensemble refuses; then this process knows its own orders only
   */
  public OrderExchange(
      String tree, JvmIdentity jvm, Supplier<UUID> ids, Time time, Consumer<String> warning) {
    this.tree = tree;
    this.jvm = jvm;
    this.ids = ids;
    this.time = time;
    this.warning = warning;
    this.ofKinds = new Notices(tree + "/kinds", MOST_KINDS, false);
    this.ofKeys = new Notices(tree + "/keys", MOST_KEYS, true);
  }

  /** Publishes as {@link #publish} does, on the timer's thread. */
  void publishSoon(Witness witness, boolean isOfKinds, BiConsumer<Notice, List<Witness>> found) {
    time.after(
        SOON_NANOS,
        () -> {
          var unused = publish(witness, isOfKinds, found);
        });
  }

  /**
   * Lets others know of an order, unless they do, and looks for a circle with theirs. Does not
   * block.
   *
   * @param witness the order
   * @param isOfKinds whether it is one of kinds
   * @param found told of the circle
   * @return the order as others know it; null if they do not
   */
  @Nullable Notice publish(
      Witness witness, boolean isOfKinds, BiConsumer<Notice, List<Witness>> found) {
    if (isRefused.get()) {
      return null;
    }
    Notices notices = isOfKinds ? ofKinds : ofKeys;
    String directory = notices.directory(witness.order());
    Notice known = notices.get(directory);
    if (known != null && known.witness().gates().equals(witness.gates())) {
      return known;
    }
    byte[] data = notices.hasRoomFor(witness.order()) ? OrderRecord.encode(witness, jvm) : null;
    if (data == null) {
      return null;
    }
    Notice made = new Notice(witness, directory, data, this, ids, found);
    List<Notice> replaced = notices.add(made);
    Session connected = session;
    if (connected != null) {
      made.send(connected);
    }
    replaced.forEach(Notice::withdraw);
    return made;
  }

  /** Others are to forget an order, if they know it. */
  void withdraw(Notice notice) {
    (notice.directory().startsWith(ofKinds.directory()) ? ofKinds : ofKeys).remove(notice);
    notice.withdraw();
  }

  void delete(Session from, String node) {
    from.delete(
        node,
        (code, none) -> {
          if (code == Code.DOUBTFUL) {
            leftBehind.add(node);
          }
        });
  }

  /** Looks at the orders of others, as they are by now. */
  void look(Session in, Notice notice) {
    if (notice.directory().startsWith(ofKinds.directory())) {
      in.list(
          ofKinds.directory(),
          false,
          (code, names) -> {
            if (names != null) {
              survey(in, notice, ofKinds).of(names);
            }
          });
    } else {
      OrderPath opposite = OrderPath.of(notice.witness().order()).reversed();
      survey(in, notice, ofKeys).of(List.of(opposite.name()));
    }
  }

  private Survey survey(Session in, Notice notice, Notices notices) {
    return new Survey(in, notice, notices, this::failed);
  }

  /**
   * Makes the directories above that of an order. Servers look at the rights before they look
   * whether it is there already, so that only what is missing afterwards was refused.
   */
  void makeTree(Session in, String directory) {
    for (int slash = directory.indexOf('/', 1);
        slash > 0;
        slash = directory.indexOf('/', slash + 1)) {
      String level = directory.substring(0, slash);
      in.createDirectory(
          level,
          (code, none) -> {
            if (code == Code.NO_RIGHTS) {
              refusedLevel = level;
            }
          });
    }
  }

  /** A request was not done. */
  void failed(Code code, String path) {
    if (code == Code.DOUBTFUL || code == Code.SESSION_ENDED) {
      return; // done again when there is a connection
    }
    if (isRefused.compareAndSet(false, true)) {
      String level = code == Code.NO_NODE ? refusedLevel : null;
      warning.accept(
          "order-check: ZooKeeper refuses %s (%s), so that the orders of other processes are not known: locks that are nested in opposite orders are found within this process only. Give this client rights to %s, or set order-check=off"
              .formatted(
                  level == null ? path : level, level == null ? code : Code.NO_RIGHTS, tree));
    }
    ofKinds.all().forEach(Notice::giveUp);
    ofKeys.all().forEach(Notice::giveUp);
  }

  @Override
  public void connected(Session now) {
    session = now;
    for (String node = leftBehind.poll(); node != null; node = leftBehind.poll()) {
      delete(now, node);
    }
    if (!isRefused.get()) {
      ofKinds.all().forEach(notice -> notice.send(now));
      ofKeys.all().forEach(notice -> notice.send(now));
    }
  }

  @Override
  public void disconnected(Session gone) {
    session = null;
  }

  @Override
  public void ended(Session gone) {
    session = null;
    leftBehind.clear();
  }

  @Override
  public void changed(Session in, String path) {}

  @Override
  public void failed(String reason) {}
}
