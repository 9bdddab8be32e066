package io.zklocked.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy in front of one port of this machine, whose faults can be switched on and off: each
 * direction stalls, swallows or delays by itself; connections are reset, or refused, or break at a
 * request of one kind. Thread-safe.
 */
final class Link implements Closeable {

  private static final int BACKLOG = 200;
  private static final int DIAL_MILLIS = 2_000;
  private static final long AGAIN_NANOS = 10_000_000;

  private final int target;
  private final long patienceNanos;
  private final Protocol protocol;
  private final ServerSocket entrance;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Map<Direction, Flow> flows = new EnumMap<>(Direction.class);
  private volatile boolean refusing;
  private volatile Trap trap;

  /** A link to a port that is open, or never will be. */
  Link(int target, Protocol protocol) throws IOException {
    this(target, protocol, 0);
  }

  /** A link to a port that may open a little later. */
  Link(int target, Protocol protocol, long patienceNanos) throws IOException {
    this.target = target;
    this.patienceNanos = patienceNanos;
    this.protocol = protocol;
    for (Direction direction : Direction.values()) {
      flows.put(direction, new Flow());
    }
    entrance = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    daemon("link-accepts", this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  Protocol protocol() {
    return protocol;
  }

  Flow flow(Direction direction) {
    return flows.get(direction);
  }

  Trap trap() {
    return trap;
  }

  /** Sets a trap for the next request of its kind. Only where {@link ClientFrames} are spoken. */
  void arm(Trap next) {
    trap = next;
  }

  /** Resets every connection; new ones are taken. */
  void reset() {
    connections.forEach(Connection::reset);
  }

  /** Resets every connection, and each new one at once. */
  void refuse() {
    refusing = true;
    reset();
  }

  /** Ends all faults; what lost bytes in a black hole is reset. */
  void heal() {
    refusing = false;
    trap = null;
    flows.values().forEach(Flow::pass);
    connections.stream().filter(Connection::isTainted).forEach(Connection::reset);
  }

  void gone(Connection connection) {
    connections.remove(connection);
  }

  @Override
  public void close() {
    shut(entrance);
    refuse();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket dialer = entrance.accept();
        daemon("link-dials", () -> connect(dialer));
      } catch (IOException e) {
        shut(entrance); // closed: nobody is to come in any more
      }
    }
  }

  private void connect(Socket dialer) {
    try {
      Socket there = dial();
      Connection connection = new Connection(this, dialer, there);
      connections.add(connection);
      if (refusing) {
        connection.reset();
      } else {
        connection.start();
      }
    } catch (IOException e) {
      shut(dialer); // no server there: the dialer finds out in this way
    }
  }

  /**
   * A connection that is taken and then closed is worse than one that is refused: some do not try
   * again.
   */
  private Socket dial() throws IOException {
    long deadline = System.nanoTime() + patienceNanos;
    while (true) {
      Socket there = new Socket();
      try {
        there.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), DIAL_MILLIS);
        return there;
      } catch (IOException e) {
        shut(there);
        if (System.nanoTime() - deadline >= 0 || entrance.isClosed()) {
          throw e;
        }
        LockSupport.parkNanos(AGAIN_NANOS);
      }
    }
  }

  static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  static void shut(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError("a socket cannot be closed", e);
    }
  }
}
