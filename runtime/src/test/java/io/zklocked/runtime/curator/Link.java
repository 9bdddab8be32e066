package io.zklocked.runtime.curator;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP link to a server on this machine, which can be stalled (bytes wait, nothing is closed) and
 * cut. Thread-safe.
 */
public final class Link implements Closeable {

  private final int target;
  private final ServerSocket entrance;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Object gate = new Object();
  private boolean answersStalled;

  public Link(int target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  public String address() {
    return "127.0.0.1:" + entrance.getLocalPort();
  }

  /** Whether a connection goes through it. */
  public boolean isInUse() {
    return !sockets.isEmpty();
  }

  /** From now on the servers hear, but are not heard, on connections new and old. */
  public void stallAnswers() {
    synchronized (gate) {
      answersStalled = true;
    }
  }

  public void letAnswersPass() {
    synchronized (gate) {
      answersStalled = false;
      gate.notifyAll();
    }
  }

  /** Resets every connection; new ones are taken. */
  public void cut() {
    sockets.forEach(Link::shut);
    sockets.clear();
  }

  @Override
  public void close() {
    shut(entrance);
    cut();
    letAnswersPass();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      Socket client = null;
      try {
        client = entrance.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        Socket from = client;
        daemon(() -> pump(from, server, false));
        daemon(() -> pump(server, from, true));
      } catch (IOException e) {
        shut(client); // no server there: the client finds out in this way
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] bytes = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (answers) {
          waitAtGate();
        }
        out.write(bytes, 0, n);
      }
    } catch (IOException | InterruptedException e) {
      // One end is gone: so is the other, below.
    } finally {
      shut(from);
      shut(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void waitAtGate() throws InterruptedException {
    synchronized (gate) {
      while (answersStalled) {
        gate.wait();
      }
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "link");
    thread.setDaemon(true);
    thread.start();
  }

  private static void shut(@Nullable Closeable socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
