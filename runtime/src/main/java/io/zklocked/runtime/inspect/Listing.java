package io.zklocked.runtime.inspect;

import io.zklocked.runtime.engine.ContenderName;
import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.runtime.key.LockKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through many keys, in the order of their names, with some of them under way at a time: what
 * it needs of memory is the names and these. Blocks. Confined to one thread.
 */
final class Listing {

  private static final int UNDER_WAY = 128;

  /** One key, and the directories below it where that is asked for. */
  private record Visit(SeenLine line, List<String> below) {}

  private final Connection connection;
  private final KeySpace keys;
  private final Requests requests;
  private final LineReader reader;
  private final Consumer<SeenLine> each;
  private final Deque<CompletableFuture<Visit>> underWay = new ArrayDeque<>();
  private final Deque<String> directories = new ArrayDeque<>();

  Listing(
      Connection connection, Session session, KeySpace keys, int records, Consumer<SeenLine> each) {
    this.connection = connection;
    this.keys = keys;
    this.requests = new Requests(connection, session);
    this.reader = new LineReader(requests, records);
    this.each = each;
  }

  /** The relative keys whose names begin so. */
  void below(String prefix) {
    connection.await(requests.sync(keys.root()));
    List<String> names = connection.await(requests.children(keys.root(), false));
    if (names == null) {
      return;
    }
    List<String> sorted = new ArrayList<>(names);
    sorted.sort(null);
    for (String name : sorted) {
      LockKey key = keys.keyAt(name);
      if (key != null && key.resource().startsWith(prefix)) {
        visit(reader.read(key, false).thenApply(line -> new Visit(line, List.of())));
      }
    }
    takeUntil(0);
  }

  /** The key at an absolute path, and all keys below it. */
  void tree(String path) {
    connection.await(requests.sync(path));
    directories.add(path);
    while (!directories.isEmpty() || !underWay.isEmpty()) {
      if (directories.isEmpty()) {
        takeUntil(underWay.size() - 1);
      } else {
        visit(visited(directories.remove()));
      }
    }
  }

  private CompletableFuture<Visit> visited(String path) {
    LockKey key = new LockKey(path, path, true);
    return requests
        .children(path, false)
        .thenCompose(
            names ->
                reader
                    .read(key, names, false)
                    .thenApply(line -> new Visit(line, directoriesIn(path, names))));
  }

  private List<String> directoriesIn(String path, @Nullable List<String> names) {
    List<String> found = new ArrayList<>();
    if (names == null) {
      return found;
    }
    for (String name : names) {
      String below = path.equals("/") ? "/" + name : path + "/" + name;
      boolean isSemaphores =
          names.contains("leases") && (name.equals("leases") || name.equals("locks"));
      if (ContenderName.parse(name) == null
          && !isSemaphores
          && !below.equals("/zookeeper")
          && !below.equals(keys.controlTree())) {
        found.add(below);
      }
    }
    found.sort(null);
    return found;
  }

  private void visit(CompletableFuture<Visit> visit) {
    underWay.add(visit);
    takeUntil(UNDER_WAY - 1);
  }

  private void takeUntil(int left) {
    while (underWay.size() > left) {
      Visit visit = connection.await(underWay.remove());
      directories.addAll(visit.below());
      each.accept(visit.line());
    }
  }
}
