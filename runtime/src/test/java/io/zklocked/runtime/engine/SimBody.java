package io.zklocked.runtime.engine;

import io.zklocked.Fencing;
import io.zklocked.LockMode;
import io.zklocked.LockState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body that runs under a grant, and what was seen of its state. Confined to one thread. */
final class SimBody {

  final SimClient client;
  final Grant grant;
  final Request request;
  final Fencing fencing;

  /** The writer that it continues as a reader. */
  final @Nullable SimBody writer;

  /** Its node when it was granted, in truth; null if there was none any more. */
  final SimTree.@Nullable Znode node;

  /** The session of its node. */
  final @Nullable SimSession owner;

  /** Tells its node from all others, also when it is gone. */
  final String id;

  /** The body that this one runs in; it ends with it. */
  @Nullable SimBody outer;

  private LockState before = LockState.VALID;

  /** When the last beat was sent that was answered since it is suspect; negative if none was. */
  private long beatenAt = -1;

  /** Whether its node was seen after the answer by something that was asked after the beat. */
  private boolean isSeen;

  SimBody(SimClient client, Grant grant, @Nullable SimBody writer, SimTree.@Nullable Znode node) {
    this.client = client;
    this.grant = grant;
    this.request = grant.request();
    this.fencing = grant.fencing();
    this.writer = writer;
    this.node = node;
    this.owner = node != null && node.owner instanceof SimSession session ? session : null;
    // a reader that was a writer has the writer's token, but is not the writer's node
    long unseen = writer == null ? fencing.czxid() : -1;
    this.id = id(directory(), node == null ? unseen : node.czxid);
  }

  /** One transaction may create a node in each of several directories, but no more. */
  static String id(String directory, long czxid) {
    return directory + "@" + czxid;
  }

  String path() {
    return request.path();
  }

  /** Where its node lies. */
  String directory() {
    return directory(request);
  }

  static String directory(Request request) {
    return request.mode() == LockMode.SEMAPHORE ? request.path() + "/leases" : request.path();
  }

  /** Whether both may not be valid at one time. */
  boolean conflictsWith(SimBody other) {
    return path().equals(other.path())
        && request.mode() != LockMode.SEMAPHORE
        && !(request.mode() == LockMode.READ && other.request.mode() == LockMode.READ)
        && writer != other
        && other.writer != this;
  }

  /** Looks at the state: lost is final, and a suspect hold is valid again only once validated. */
  LockState look(SimWorld world) {
    LockState now = grant.state();
    if (now == before) {
      return now;
    }
    if (before == LockState.LOST) {
      throw world.violation("I9", this + " is " + now + " after it was lost");
    }
    if (now == LockState.SUSPECT) {
      beatenAt = -1;
      isSeen = false;
    } else if (now == LockState.VALID && !isSeen && !client.fakesBeats()) {
      throw world.violation("I9", this + " is valid again without validation");
    }
    if (world.traces) {
      world.note(this + ": " + before + " -> " + now);
    }
    client.moves.hold(before, now, grant.loss());
    before = now;
    return now;
  }

  /** A beat was answered. */
  void beaten(SimWorld world, long sentAt) {
    if (look(world) == LockState.SUSPECT && beatenAt < 0) {
      beatenAt = sentAt;
    }
  }

  /** A node was shown by what was asked at a time. */
  void shown(String path, long askedAt) {
    isSeen |= beatenAt >= 0 && askedAt >= beatenAt && node != null && node.path.equals(path);
  }

  /** A directory was listed by what was asked at a time. */
  void listed(String directory, List<String> names, long askedAt) {
    if (beatenAt >= 0 && node != null && directory().equals(directory)) {
      isSeen |= askedAt >= beatenAt && names.contains(node.path.substring(directory.length() + 1));
    }
  }

  @Override
  public String toString() {
    return client.name
        + "'s "
        + request.mode()
        + " hold of "
        + path()
        + " ("
        + Long.toHexString(fencing.czxid())
        + "."
        + fencing.grant()
        + ")";
  }
}
