package io.zklocked.faults;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every link there is: between any two servers, and from each client to each server. Thread-safe.
 */
final class Network implements Closeable {

  /** The ports of one server. */
  record Ports(int client, int quorum, int election) {}

  private record Pair(int from, int to) {}

  /** A server that was elected opens its port for followers, who may be there before. */
  private static final long LEADER_COMES_UP_NANOS = 1_000_000_000;

  private final Map<Integer, Ports> servers = new TreeMap<>();
  private final Map<Pair, Link> quorum = new ConcurrentHashMap<>();
  private final Map<Pair, Link> election = new ConcurrentHashMap<>();
  private final Map<String, Lines> clients = new ConcurrentHashMap<>();

  /** Opens the links between the servers, whose numbers begin with 1. */
  Network(List<Ports> ports) throws IOException {
    for (Ports server : ports) {
      servers.put(servers.size() + 1, server);
    }
    for (int from : servers.keySet()) {
      for (int to : servers.keySet()) {
        if (from != to) {
          Pair there = new Pair(from, to);
          Pair back = new Pair(to, from);
          quorum.put(
              there, new Link(servers.get(to).quorum(), new RawBytes(), LEADER_COMES_UP_NANOS));
          election.put(
              there,
              new Link(
                  servers.get(to).election(),
                  new ElectionGreeting(() -> election.get(back).address())));
        }
      }
    }
  }

  Ports ports(int server) {
    return servers.get(server);
  }

  /** The lines of a server's configuration that name the ensemble, as this server sees it. */
  String members(int server) {
    StringBuilder lines = new StringBuilder();
    for (int other : servers.keySet()) {
      Pair pair = new Pair(server, other);
      boolean self = server == other;
      lines.append(
          "server.%d=127.0.0.1:%d:%d%n"
              .formatted(
                  other,
                  self ? ports(other).quorum() : quorum.get(pair).port(),
                  self ? ports(other).election() : election.get(pair).port()));
    }
    return lines.toString();
  }

  /** The links of a client, opened when it is first asked for. */
  Lines lines(String client) throws IOException {
    if (!clients.containsKey(client)) {
      List<Integer> ports = new ArrayList<>();
      servers.values().forEach(server -> ports.add(server.client()));
      clients.put(client, new Lines(ports));
    }
    return clients.get(client);
  }

  /** Cuts two servers off each other. */
  void cut(int one, int other) {
    mute(one, other);
    mute(other, one);
  }

  /** Nothing that a server says reaches another; what that one says still comes. */
  void mute(int speaker, int listener) {
    Pair forth = new Pair(speaker, listener);
    Pair back = new Pair(listener, speaker);
    quorum.get(forth).flow(Direction.FORTH).swallow();
    quorum.get(back).flow(Direction.BACK).swallow();
    election.get(forth).flow(Direction.FORTH).swallow();
    election.get(back).flow(Direction.BACK).swallow();
  }

  void heal() {
    quorum.values().forEach(Link::heal);
    election.values().forEach(Link::heal);
    clients.values().forEach(Lines::heal);
  }

  @Override
  public void close() {
    quorum.values().forEach(Link::close);
    election.values().forEach(Link::close);
    clients.values().forEach(Lines::close);
  }
}
