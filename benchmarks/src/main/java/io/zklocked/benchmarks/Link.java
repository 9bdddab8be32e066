package io.zklocked.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A TCP link to a server on this machine that takes time and can be listened to: every byte arrives
 * as much later as it is asked to, in each direction, and in order. Thread-safe.
 */
final class Link implements Closeable {

  private static final int CHUNK = 16 * 1024;

  private final int target;
  private final long delayNanos;
  private final Supplier<Tap> taps;
  private final ServerSocket entrance;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * Opens a link.
   *
   * @param target the server's port
   * @param delayNanos in each direction: half a round trip
   * @param taps makes a listener for each connection
   */
  Link(int target, long delayNanos, Supplier<Tap> taps) throws IOException {
    this.target = target;
    this.delayNanos = delayNanos;
    this.taps = taps;
    this.entrance = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    daemon("link", this::accept);
  }

  /** The port to connect to instead of the server's. */
  int port() {
    return entrance.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        sockets.add(client);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(server);
        Tap tap = taps.get();
        carry(client, server, tap::asked);
        carry(server, client, tap::answered);
      } catch (IOException e) {
        // Closed, or no server there: the client sees a connection that ends.
      }
    }
  }

  private void carry(Socket from, Socket to, Listener listener) throws IOException {
    to.setTcpNoDelay(true);
    DelayedBytes pending = new DelayedBytes(delayNanos);
    daemon("link-in", () -> read(from, pending, listener));
    daemon("link-out", () -> write(pending, from, to));
  }

  private static void read(Socket from, DelayedBytes pending, Listener listener) {
    byte[] bytes = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        byte[] chunk = Arrays.copyOf(bytes, n);
        listener.heard(chunk);
        pending.put(chunk);
      }
    } catch (IOException e) {
      // One end is gone: so is the other, once what was sent before has arrived.
    }
    pending.end();
  }

  private void write(DelayedBytes pending, Socket from, Socket to) {
    try (from;
        to) {
      for (byte[] chunk = pending.take(); chunk.length > 0; chunk = pending.take()) {
        to.getOutputStream().write(chunk);
      }
    } catch (IOException e) {
      // The receiver is gone, and the sender with it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sockets.remove(from);
    sockets.remove(to);
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Listens to one connection. Each direction has one thread. */
  interface Tap {

    /** Bytes of the client. */
    void asked(byte[] chunk);

    /** Bytes of the server. */
    void answered(byte[] chunk);

    /** Listens to nothing. */
    static Tap none() {
      return new Tap() {
        @Override
        public void asked(byte[] chunk) {}

        @Override
        public void answered(byte[] chunk) {}
      };
    }
  }

  /** Listens to one direction of a connection. */
  @FunctionalInterface
  private interface Listener {
    void heard(byte[] chunk);
  }
}
