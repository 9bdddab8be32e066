package io.zklocked.runtime.inspect;

import io.zklocked.runtime.engine.ContenderName;
import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.runtime.key.LockKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
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

  /** One key, and what is below it where that is asked for. */
  private record Visit(SeenLine line, Level below) {}

  /** Directories that are yet to be visited: by their names, for the paths may be long. */
  private record Level(String path, Iterator<String> names) {

    static final Level NONE = new Level("", Collections.emptyIterator());

    String next() {
      return child(path, names.next());
    }
  }

  private final Connection connection;
  private final KeySpace keys;
  private final Requests requests;
  private final LineReader reader;
  private final Consumer<SeenLine> each;
  private final Deque<CompletableFuture<Visit>> underWay = new ArrayDeque<>();
  private final Deque<Level> levels = new ArrayDeque<>();

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
        visit(reader.read(key, false).thenApply(line -> new Visit(line, Level.NONE)));
      }
    }
    takeUntil(0);
  }

  /** The key at an absolute path, and all keys below it. */
  void tree(String path) {
    connection.await(requests.sync(path));
    visit(visited(path));
    while (!levels.isEmpty() || !underWay.isEmpty()) {
      Level level = levels.peek();
      if (level == null) {
        takeUntil(underWay.size() - 1);
      } else if (level.names().hasNext()) {
        visit(visited(level.next()));
      } else {
        levels.remove();
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
                    .thenApply(line -> new Visit(line, below(path, names))));
  }

  private Level below(String path, @Nullable List<String> names) {
    if (names == null) {
      return Level.NONE;
    }
    boolean isSemaphore = names.contains("leases");
    List<String> found = new ArrayList<>();
    for (String name : names) {
      String child = child(path, name);
      if (ContenderName.parse(name) == null
          && !(isSemaphore && (name.equals("leases") || name.equals("locks")))
          && !child.equals("/zookeeper")
          && !child.equals(keys.controlTree())) {
        found.add(name);
      }
    }
    found.sort(null);
    return new Level(path, found.iterator());
  }

  private static String child(String path, String name) {
    return path.equals("/") ? "/" + name : path + "/" + name;
  }

  private void visit(CompletableFuture<Visit> visit) {
    underWay.add(visit);
    takeUntil(UNDER_WAY - 1);
  }

  private void takeUntil(int left) {
    while (underWay.size() > left) {
      Visit visit = connection.await(underWay.remove());
      if (visit.below().names().hasNext()) {
        levels.add(visit.below());
      }
      each.accept(visit.line());
    }
  }
}
