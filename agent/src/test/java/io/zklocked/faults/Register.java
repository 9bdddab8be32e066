package io.zklocked.faults;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.Fencing;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A resource outside the locks, which believes in fencing tokens alone: for each key it refuses a
 * token that is not greater than the greatest it has seen. Thread-safe: one lock guards everything.
 */
final class Register implements Closeable {

  static final String ACCEPTED = "ok";
  private static final String STALE = "stale";

  private record Last(Fencing token, String visit) {}

  private final ServerSocket entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<String, Last> greatest = new HashMap<>();

  @GuardedBy("lock")
  private final Map<String, Integer> accepted = new HashMap<>();

  @GuardedBy("lock")
  private final Map<String, Integer> stale = new HashMap<>();

  @GuardedBy("lock")
  private final Map<String, Integer> twins = new HashMap<>();

  @GuardedBy("lock")
  private final Map<String, Long> sinceMark = new HashMap<>();

  Register() throws IOException {
    Link.daemon("register", this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** How many writes were accepted for a key. */
  int accepted(String key) {
    return count(key, true);
  }

  /** How many writes were refused for a key: their holders had been overtaken. */
  int stale(String key) {
    return count(key, false);
  }

  /** How many tokens of a key were given to two visits. */
  int twins(String key) {
    lock.lock();
    try {
      return twins.getOrDefault(key, 0);
    } finally {
      lock.unlock();
    }
  }

  private int count(String key, boolean good) {
    lock.lock();
    try {
      return (good ? accepted : stale).getOrDefault(key, 0);
    } finally {
      lock.unlock();
    }
  }

  /** From now on a write is the first one of its visitor again. */
  void mark() {
    lock.lock();
    try {
      sinceMark.clear();
    } finally {
      lock.unlock();
    }
  }

  /** When each visitor first wrote since the mark. */
  Map<String, Long> sinceMark() {
    lock.lock();
    try {
      return Map.copyOf(sinceMark);
    } finally {
      lock.unlock();
    }
  }

  boolean heardAll(Collection<String> visitors) {
    return sinceMark().keySet().containsAll(visitors);
  }

  boolean write(String key, String who, String visit, Fencing token) {
    lock.lock();
    try {
      Last last = greatest.get(key);
      if (last != null && last.token().equals(token) && !last.visit().equals(visit)) {
        twins.merge(key, 1, Integer::sum);
      }
      if (last != null && last.token().compareTo(token) >= 0) {
        stale.merge(key, 1, Integer::sum);
        return false;
      }
      greatest.put(key, new Last(token, visit));
      accepted.merge(key, 1, Integer::sum);
      sinceMark.putIfAbsent(who, System.nanoTime());
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket socket = entrance.accept();
        socket.setTcpNoDelay(true);
        synchronized (sockets) {
          sockets.add(socket);
        }
        Link.daemon("register-serves", () -> serve(socket));
      } catch (IOException e) {
        Link.shut(entrance); // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      OutputStream out = socket.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", -1);
        Fencing token = new Fencing(Long.parseLong(words[3]), Long.parseLong(words[4]));
        boolean good = write(words[0], words[1], words[2], token);
        out.write(((good ? ACCEPTED : STALE) + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      Link.shut(socket); // its process was killed
    }
  }

  @Override
  public void close() {
    Link.shut(entrance);
    synchronized (sockets) {
      sockets.forEach(Link::shut);
    }
  }
}
