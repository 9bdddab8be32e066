package io.zklocked.faults;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The links from one client to every server. Thread-safe. */
final class Lines implements Closeable {

  private final List<Link> links = new ArrayList<>();

  /** Opens them; ports in the order of the servers. */
  Lines(List<Integer> servers) throws IOException {
    for (int port : servers) {
      links.add(new Link(port, new ClientFrames()));
    }
  }

  /** The servers as the client is told of them. */
  String connect() {
    return links.stream().map(Link::address).collect(Collectors.joining(","));
  }

  void reset() {
    links.forEach(Link::reset);
  }

  /** Swallows everything, both ways. */
  void blackHole() {
    each(Direction.FORTH, Flow::swallow);
    each(Direction.BACK, Flow::swallow);
  }

  void each(Direction direction, Consumer<Flow> fault) {
    links.forEach(link -> fault.accept(link.flow(direction)));
  }

  /** Sends the client to one server: the others refuse it. Numbers begin with 1. */
  void lead(int server) {
    for (int i = 0; i < links.size(); i++) {
      if (i != server - 1) {
        links.get(i).refuse();
      }
    }
  }

  void arm(Trap trap) {
    links.forEach(link -> link.arm(trap));
  }

  void heal() {
    links.forEach(Link::heal);
  }

  @Override
  public void close() {
    links.forEach(Link::close);
  }
}
