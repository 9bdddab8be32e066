package io.zklocked.runtime.key;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rendered key of one call. Immutable. */
public final class LockKey {

  private final String path;
  private final boolean shared;

  /** Where the encoded resource starts in the path; 0 if the path is the resource. */
  private final int start;

  /** Null until it is asked for, where the path tells it. A race makes it twice, and no harm. */
  private @Nullable String resource;

  private LockKey(String path, boolean shared, int start, @Nullable String resource) {
    this.path = path;
    this.shared = shared;
    this.start = start;
    this.resource = resource;
  }

  /**
   * A key.
   *
   * @param resource the lock's name as people know it, such as {@code orders/42}
   * @param path the key directory on ZooKeeper, such as {@code /zklocked/orders%2F42}
   * @param shared whether another service may use the same path, so that its directory is not
   *     removed: the template named the path itself, or the configuration says so
   */
  public LockKey(String resource, String path, boolean shared) {
    this(path, shared, 0, resource);
  }

  /** The key whose resource is what the path says from there on. */
  static LockKey encoded(String path, int start, boolean shared) {
    return new LockKey(path, shared, start, null);
  }

  /**
   * The lock's name as people know it.
   *
   * @return such as {@code orders/42}
   */
  public String resource() {
    String known = resource;
    if (known == null) {
      known = start == 0 ? path : Element.decoded(path, start);
      resource = known;
    }
    return known;
  }

  /**
   * The key directory on ZooKeeper.
   *
   * @return such as {@code /zklocked/orders%2F42}
   */
  public String path() {
    return path;
  }

  /**
   * Whether another service may use the same path, so that its directory is not removed.
   *
   * @return true if the template named the path itself, or the configuration says so
   */
  public boolean shared() {
    return shared;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LockKey key
        && path.equals(key.path)
        && shared == key.shared
        && resource().equals(key.resource());
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, shared);
  }

  /** Resource and path. */
  @Override
  public String toString() {
    return resource() + " at " + path;
  }
}
