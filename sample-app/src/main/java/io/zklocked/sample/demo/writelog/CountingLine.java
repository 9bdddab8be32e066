package io.zklocked.sample.demo.writelog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.DemoException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The line between one client and a server, which counts what the server tells the client of its
 * watches. Frames pass unchanged: a length and that many bytes; those of the server begin with the
 * number of the request that they answer, or -1 for an event of a watch, as ZooKeeper's protocol
 * has it ({@code ReplyHeader}, {@code WatcherEvent}). Thread-safe.
 */
final class CountingLine implements AutoCloseable {

  private static final int NOTIFICATION = -1;
  private static final int MOST_BYTES = 4 << 20;
  private static final int CONNECT_MILLIS = 5_000;

  /** {@code exists}, {@code getData}, {@code getChildren}, {@code getChildren2}. */
  private static final Set<Integer> WATCHING = Set.of(3, 4, 8, 12);

  /** {@code setWatches}, {@code setWatches2}: of a client that has reconnected. */
  private static final Set<Integer> WATCHING_AGAIN = Set.of(101, 105);

  private final String server;
  private final String path;
  private final ServerSocket listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Map<Integer, Integer> asked = new HashMap<>();

  @GuardedBy("lock")
  private long notifications;

  @GuardedBy("lock")
  private boolean armed;

  @GuardedBy("lock")
  private Cleanup sockets = new Cleanup();

  /**
   * A line that listens on a free port of the loopback interface.
   *
   * @param server its address
   * @param path only watches of nodes whose paths contain this are looked at
   */
  CountingLine(String server, String path) throws IOException {
    this.server = server;
    this.path = path;
    this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    thread("accept", this::accept).start();
  }

  /** Where the client connects to. */
  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** How many events of watches the client was told of. */
  long notifications() {
    lock.lock();
    try {
      return notifications;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the client has a watch that the server has confirmed and not yet spent. */
  void awaitArmed(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (!armed) {
        if (nanos <= 0) {
          throw new DemoException(
              "A client in line has set no watch for %d s. If its server takes fewer clients of one"
                      .formatted(patience.toSeconds())
                  + " address (maxClientCnxns, 60), try --waiters 50.");
        }
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the client was told of more than so many events; it may be told of none. */
  void awaitTold(long before, Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (notifications <= before && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Cleanup open;
    lock.lock();
    try {
      open = sockets;
    } finally {
      lock.unlock();
    }
    open.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // closed, or one client gone: the next one is accepted, if there is any
        if (listener.isClosed()) {
          return;
        }
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket toServer = new Socket();
    int colon = server.lastIndexOf(':');
    toServer.setTcpNoDelay(true);
    client.setTcpNoDelay(true);
    try {
      toServer.connect(
          new InetSocketAddress(
              server.substring(0, colon), Integer.parseInt(server.substring(colon + 1))),
          CONNECT_MILLIS);
      lock.lock();
      try {
        sockets.add(client);
        sockets.add(toServer);
        asked.clear();
        armed = false;
      } finally {
        lock.unlock();
      }
    } catch (Exception e) { // the demo is ending, or the server is away; the client will see
      client.close();
      toServer.close();
      return;
    }
    thread("up", () -> pump(client, toServer, this::request)).start();
    thread("down", () -> pump(toServer, client, this::answer)).start();
  }

  @FunctionalInterface
  private interface Frame {
    void look(ByteBuffer frame);
  }

  private static void pump(Socket from, Socket to, Frame frames) {
    try (from;
        to) {
      DataInputStream in =
          new DataInputStream(new java.io.BufferedInputStream(from.getInputStream()));
      DataOutputStream out =
          new DataOutputStream(new java.io.BufferedOutputStream(to.getOutputStream()));
      boolean first = true; // the handshake has no header
      while (true) {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
          throw new IOException("a frame of " + length + " bytes");
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        if (!first) {
          frames.look(ByteBuffer.wrap(frame));
        }
        first = false;
        out.writeInt(length);
        out.write(frame);
        out.flush();
      }
    } catch (IOException e) {
      // either end is gone, and so is the line
    }
  }

  private void request(ByteBuffer frame) {
    if (frame.remaining() < 13) {
      return;
    }
    int number = frame.getInt();
    int type = frame.getInt();
    if (setsWatch(type, frame)) {
      lock.lock();
      try {
        asked.put(number, type);
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean setsWatch(int type, ByteBuffer frame) {
    if (WATCHING_AGAIN.contains(type)) {
      return StandardCharsets.UTF_8.decode(frame).toString().contains(path); // one of several
    }
    return WATCHING.contains(type)
        && text(frame).contains(path)
        && frame.get(frame.limit() - 1) == 1;
  }

  private void answer(ByteBuffer frame) {
    if (frame.remaining() < 16) {
      return;
    }
    int number = frame.getInt();
    frame.position(16); // behind the number, the transaction and the error
    lock.lock();
    try {
      if (number != NOTIFICATION) {
        if (asked.remove(number) != null) {
          armed = true;
          changed.signalAll();
        }
      } else if (frame.remaining() >= 12) {
        frame.position(24); // behind the type and the state
        if (text(frame).contains(path)) {
          notifications++;
          armed = false;
          asked.values().removeAll(WATCHING_AGAIN); // spent before it was confirmed
          changed.signalAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static String text(ByteBuffer frame) {
    int length = frame.getInt();
    if (length < 0 || length > frame.remaining()) {
      return "";
    }
    byte[] bytes = new byte[length];
    frame.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(null, work, "line-" + name, 128 << 10);
    thread.setDaemon(true);
    return thread;
  }
}
