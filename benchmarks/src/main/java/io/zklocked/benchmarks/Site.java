package io.zklocked.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servers of one run. Confined to one thread. */
final class Site {

  private final Cleanup cleanup;
  private final Path directory;
  private final Servers servers;
  private final @Nullable RedisServer redis;

  private Site(Cleanup cleanup, Path directory, Servers servers, @Nullable RedisServer redis) {
    this.cleanup = cleanup;
    this.directory = directory;
    this.servers = servers;
    this.redis = redis;
  }

  /** Starts the servers. Blocks until they serve. */
  static Site open(int count, boolean withRedis, Cleanup cleanup) throws Exception {
    Path directory = cleanup.add(ScratchDirectory.create()).path();
    Servers servers = cleanup.add(Servers.start(count, directory));
    Path program = withRedis ? RedisServer.find() : null;
    RedisServer redis = program == null ? null : cleanup.add(RedisServer.start(program, directory));
    return new Site(cleanup, directory, servers, redis);
  }

  Path directory() {
    return directory;
  }

  Servers servers() {
    return servers;
  }

  /** The servers and the way to them, in words. */
  String network(Duration roundTrip) {
    return "%s, each write synced to disk; %s"
        .formatted(
            servers.ports().size() == 1 ? "one ZooKeeper server" : "three ZooKeeper servers",
            roundTrip.isZero()
                ? "the network is the loopback"
                : "each round trip takes " + roundTrip.toMillis() + " ms more");
  }

  /** Where clients connect whose round trips take so much longer. */
  Addresses addresses(Duration roundTrip) throws Exception {
    return roundTrip.isZero()
        ? new Addresses(list(servers.ports()), redis == null ? null : list(List.of(redis.port())))
        : addresses(roundTrip, Link.Tap::none);
  }

  /** The same, listened to. */
  Addresses addresses(Duration roundTrip, Supplier<Link.Tap> taps) throws Exception {
    List<Integer> ports = new ArrayList<>();
    for (int port : servers.ports()) {
      ports.add(link(port, roundTrip, taps));
    }
    return new Addresses(
        list(ports),
        redis == null ? null : list(List.of(link(redis.port(), roundTrip, Link.Tap::none))));
  }

  private int link(int port, Duration roundTrip, Supplier<Link.Tap> taps) throws Exception {
    try {
      return cleanup.add(new Link(port, roundTrip.toNanos() / 2, taps)).port();
    } catch (IOException e) {
      throw new BenchmarkException("cannot open a link to port " + port, e);
    }
  }

  private static String list(List<Integer> ports) {
    return String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
  }
}
