package io.zklocked.runtime.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a contender stands in line, as one listing of the key directory shows it. Immutable.
 *
 * <p>Counted is by number, not by name, over all kinds of contender: whoever has a smaller number
 * goes first, but a reader does not wait for readers. Foreign nodes are no contenders and never
 * block.
 */
sealed interface Standing {

  /** The listing does not show the contender. */
  record Missing() implements Standing {}

  /**
   * Nobody is before it whom it has to await.
   *
   * @param contended whether anybody else is in line who cannot hold the lock beside it
   * @param warning what a person should know; null if there is nothing
   */
  record First(boolean contended, @Nullable String warning) implements Standing {}

  /**
   * Somebody is before it whom it has to await.
   *
   * @param predecessor the next of those before it
   * @param head the first of them
   * @param warning what a person should know; null if there is nothing
   */
  record Behind(String predecessor, String head, @Nullable String warning) implements Standing {}

  /**
   * The order cannot be trusted: no grant.
   *
   * @param problem what is wrong and what to do
   */
  record Broken(String problem) implements Standing {}

  /**
   * Another kind of lock lies here: no grant.
   *
   * @param problem what is wrong and what to do
   */
  record Foreign(String problem) implements Standing {}

  /** From here on the counter is said to run out. */
  long NEARLY_EXHAUSTED = 2_000_000_000L;

  /** Beyond this no grant is made: at 2^31-1 the counter of ZooKeeper sticks, or runs over. */
  long EXHAUSTED = Integer.MAX_VALUE - 1_000_000L;

  /**
   * Finds the standing of a contender that has its number from the server. Others may have one
   * number together, a writer and the read lock that it was downgraded to; it itself may not, since
   * nobody before its grant can have been downgraded from it.
   *
   * @param own the name of its node
   * @param children all names in the key directory
   */
  static Standing of(String own, List<String> children) {
    ContenderName self = ContenderName.parse(own);
    if (self == null || self.sequence() < 0 || self.sequence() >= EXHAUSTED) {
      return new Broken(
          "the counter of its directory is exhausted ("
              + own
              + "), so that the order of contenders"
              + " can no longer be trusted. Stop all users of this key and delete its directory.");
    }
    boolean seen = false;
    boolean plain = false;
    boolean readWrite = false;
    boolean contended = false;
    ContenderName predecessor = null;
    ContenderName head = null;
    for (String child : children) {
      ContenderName other = ContenderName.parse(child);
      if (other == null || other.kind() == Kind.LEASE) {
        if (child.equals("locks") || child.equals("leases")) {
          return new Foreign(
              "a semaphore lies there (it has a node '" + child + "'). Use another key.");
        }
        continue;
      }
      plain |= !other.kind().readsOrWrites();
      readWrite |= other.kind().readsOrWrites();
      if (other.name().equals(own)) {
        seen = true;
        continue;
      }
      contended |= self.kind().conflictsWith(other.kind());
      if (other.sequence() < 0 || other.sequence() == self.sequence()) {
        return new Broken(
            "two contenders cannot be ordered ("
                + own
                + " and "
                + child
                + "), because the counter of"
                + " its directory has run over or was reset. Stop all users of this key and delete"
                + " its directory.");
      } else if (other.sequence() < self.sequence() && self.kind().conflictsWith(other.kind())) {
        predecessor = later(predecessor, other);
        head = earlier(head, other);
      }
    }
    if (!seen) {
      return new Missing();
    }
    String warning = warning(self, plain && readWrite);
    return predecessor == null || head == null
        ? new First(contended, warning)
        : new Behind(predecessor.name(), head.name(), warning);
  }

  private static ContenderName later(@Nullable ContenderName a, ContenderName b) {
    return a == null || b.sequence() > a.sequence() ? b : a;
  }

  private static ContenderName earlier(@Nullable ContenderName a, ContenderName b) {
    return a == null || b.sequence() < a.sequence() ? b : a;
  }

  private static @Nullable String warning(ContenderName self, boolean mixed) {
    if (mixed) {
      return "exclusive and read/write contenders stand in one line. Curator does not honour such a"
          + " mixture: use one kind of lock for one key.";
    }
    if (self.sequence() >= NEARLY_EXHAUSTED) {
      return "the counter of its directory is nearly exhausted (beyond 2,000,000,000 of 2^31): delete"
          + " the directory when nobody uses it.";
    }
    return null;
  }
}
