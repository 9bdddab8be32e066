package io.zklocked.runtime.inspect;

import io.zklocked.LockMode;
import io.zklocked.runtime.engine.OwnerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in line, as the ensemble shows it. Immutable.
 *
 * @param path its node
 * @param mode what it asks for
 * @param holds whether it holds the lock, by its place in line
 * @param czxid the transaction that made its node: its fencing token as a number, unless it is a
 *     reader that was a writer before; 0 if the node was not read
 * @param client by whose rules it was written: {@code zklocked}, {@code curator}, {@code kazoo} or
 *     {@code unknown}
 * @param owner what it says of itself; null if the node was not read
 */
public record SeenContender(
    String path,
    LockMode mode,
    boolean holds,
    long czxid,
    String client,
    @Nullable OwnerRecord owner) {

  /**
   * The name of its node.
   *
   * @return the last element of the path
   */
  public String node() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
