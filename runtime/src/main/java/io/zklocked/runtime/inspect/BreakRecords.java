package io.zklocked.runtime.inspect;

import io.zklocked.runtime.engine.BreakRecord;
import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The records of broken locks: the newest {@value #MOST} of them, so that they do not pile up.
 * Blocks for each answer. Immutable.
 */
final class BreakRecords {

  static final int MOST = 1_000;

  /** Some more than one at a time, so that not every break has to look at all of them. */
  private static final int AFTER_CLEARING = 900;

  /** A record and its age. */
  private record Kept(String path, Node node) {}

  private final Connection connection;
  private final Session session;
  private final String directory;

  BreakRecords(Connection connection, Session session, String directory) {
    this.connection = connection;
    this.session = session;
    this.directory = directory;
  }

  /**
   * Makes the directory, and what is missing above it. Servers look at the rights before they look
   * whether a level is there already, so that only what is missing afterwards was refused.
   */
  void makeDirectory() {
    String refused = null;
    for (int end = directory.indexOf('/', 1); ; end = directory.indexOf('/', end + 1)) {
      String level = end < 0 ? directory : directory.substring(0, end);
      CompletableFuture<Code> made = new CompletableFuture<>();
      session.createDirectory(level, (code, none) -> made.complete(code));
      Code code = connection.await(made);
      if (code == Code.NO_RIGHTS) {
        refused = level;
      } else if (code == Code.NO_NODE && refused != null) {
        throw connection.refused(Code.NO_RIGHTS, "CREATE", parent(refused));
      } else if (code != Code.OK && code != Code.NODE_EXISTS) {
        throw connection.refused(code, "CREATE", parent(level));
      }
      if (end < 0) {
        return;
      }
    }
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : path.substring(0, slash);
  }

  /** All that there are, the newest first. */
  List<BreakRecord> all() {
    return newestFirst().stream().map(kept -> BreakRecord.decode(kept.node().data())).toList();
  }

  private List<Kept> newestFirst() {
    Requests requests = new Requests(connection, session);
    List<String> names = connection.await(requests.children(directory, false));
    List<CompletableFuture<@Nullable Kept>> reads = new ArrayList<>();
    for (String name : names == null ? List.<String>of() : names) {
      String path = directory + "/" + name;
      reads.add(requests.node(path).thenApply(node -> node == null ? null : new Kept(path, node)));
    }
    List<Kept> found = new ArrayList<>();
    for (CompletableFuture<@Nullable Kept> read : reads) {
      Kept kept = connection.await(read);
      if (kept != null) {
        found.add(kept);
      }
    }
    found.sort((one, other) -> Long.compare(other.node().czxid(), one.node().czxid()));
    return found;
  }

  /**
   * Removes the oldest, if there are too many.
   *
   * @return what a person should know, or null
   */
  @Nullable String clear() {
    try {
      List<String> names =
          connection.await(new Requests(connection, session).children(directory, false));
      if (names == null || names.size() <= MOST) {
        return null;
      }
      List<Kept> all = newestFirst();
      List<CompletableFuture<Code>> deletions = new ArrayList<>();
      for (Kept kept : all.subList(Math.min(AFTER_CLEARING, all.size()), all.size())) {
        CompletableFuture<Code> deleted = new CompletableFuture<>();
        session.delete(kept.path(), (code, none) -> deleted.complete(code));
        deletions.add(deleted);
      }
      for (CompletableFuture<Code> deleted : deletions) {
        Code code = connection.await(deleted);
        if (code != Code.OK && code != Code.NO_NODE) {
          throw connection.refused(code, "DELETE", directory);
        }
      }
      return null;
    } catch (RuntimeException e) { // the lock is broken all the same
      return "The oldest records of broken locks could not be removed from "
          + directory
          + ": "
          + e.getMessage();
    }
  }
}
