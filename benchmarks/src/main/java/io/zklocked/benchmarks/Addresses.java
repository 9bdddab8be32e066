package io.zklocked.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * Where the servers are. Immutable.
 *
 * @param zooKeeper {@code host:port,...}
 * @param redis {@code host:port}, or null if there is none
 */
record Addresses(String zooKeeper, @Nullable String redis) {}
