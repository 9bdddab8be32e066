package io.zklocked.runtime.key;

/**
 * The rendered key of one call. Immutable.
 *
 * @param resource the lock's name as people know it, such as {@code orders/42}
 * @param path the key directory on ZooKeeper, such as {@code /zklocked/orders%2F42}
 * @param shared whether another service may use the same path, so that its directory is not
 *     removed: the template named the path itself, or the configuration says so
 */
public record LockKey(String resource, String path, boolean shared) {}
