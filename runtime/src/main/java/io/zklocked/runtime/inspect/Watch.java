package io.zklocked.runtime.inspect;

import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.engine.OperatorSession;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.key.LockKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows one key by the watches of the servers. Between two changes it asks nothing, unless they
 * are silent. Confined to one thread, but for the changes it is told of.
 */
final class Watch {

  private final Connection connection;
  private final LockKey key;
  private final LineListener listener;
  private final Semaphore changes = new Semaphore(1);
  private @Nullable SeenLine last;
  private @Nullable String lastAway;

  Watch(Connection connection, LockKey key, LineListener listener) {
    this.connection = connection;
    this.key = key;
    this.listener = listener;
  }

  /** Follows the key until the thread is interrupted. */
  void run() throws InterruptedException {
    List<String> watched = List.of(key.path(), key.path() + "/locks", key.path() + "/leases");
    watched.forEach(path -> connection.onChange(path, changes::release));
    try {
      while (true) {
        awaitChange();
        changes.drainPermits();
        look();
      }
    } finally {
      watched.forEach(connection::forget);
    }
  }

  /** Where the ensemble is silent, a change may have been missed that nobody will tell of. */
  private void awaitChange() throws InterruptedException {
    if (lastAway == null) {
      changes.acquire();
    } else {
      var unused = changes.tryAcquire(connection.patienceNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    try {
      OperatorSession session = connection.operatorSession();
      Requests requests = new Requests(connection, session);
      if (last == null) {
        connection.await(requests.sync(key.path()));
      }
      LineReader reader = new LineReader(requests, Integer.MAX_VALUE);
      List<String> names = connection.await(requests.children(key.path(), true));
      if (names == null && isThereNow(session)) {
        changes.release();
        return;
      }
      seen(connection.await(reader.read(key, names, true)));
    } catch (LockUnavailableException e) {
      away(String.valueOf(e.getMessage()));
    }
  }

  /** Looks for a key whose directory was not there, and is told when it comes. */
  private boolean isThereNow(OperatorSession session) {
    CompletableFuture<Code> watched = new CompletableFuture<>();
    session.await(key.path(), (code, none) -> watched.complete(code));
    Code code = connection.await(watched);
    if (code != Code.OK && code != Code.NO_NODE) {
      throw connection.refused(code, "READ", key.path());
    }
    return code == Code.OK;
  }

  private void seen(SeenLine line) {
    lastAway = null;
    if (!line.equals(last)) {
      last = line;
      listener.seen(line);
    }
  }

  private void away(String reason) {
    if (!reason.equals(lastAway)) {
      lastAway = reason;
      listener.away(reason);
    }
  }
}
