package io.zklocked;

/**
 * A fencing token in full: it increases strictly with each exclusive grant of one key, so that a
 * resource which remembers the greatest token it has seen can refuse a holder that came too late.
 * See Kleppmann, "How to do distributed locking" (2016). Immutable.
 *
 * @param czxid the transaction of the ensemble that created the contender's node; never negative
 * @param grant the number of grants on that node before this one, within its JVM
 */
public record Fencing(long czxid, long grant) implements Comparable<Fencing> {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a part is negative
   */
  public Fencing {
    if (czxid < 0 || grant < 0) {
      throw new IllegalArgumentException("negative fencing token: " + czxid + ", " + grant);
    }
  }

  @Override
  public int compareTo(Fencing other) {
    int byCzxid = Long.compare(czxid, other.czxid);
    return byCzxid != 0 ? byCzxid : Long.compare(grant, other.grant);
  }

  /**
   * The token as text of fixed width, which sorts as the token does.
   *
   * @return sixteen and eight hexadecimal digits, such as {@code 000000010000002a-00000000}
   */
  @Override
  public String toString() {
    return "%016x-%08x".formatted(czxid, grant);
  }
}
