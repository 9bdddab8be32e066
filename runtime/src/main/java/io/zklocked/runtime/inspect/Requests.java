package io.zklocked.runtime.inspect;

import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Node;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The reads of one session as futures, which complete on threads of the ensemble. Immutable. */
final class Requests {

  private static final String READ = "READ";

  private final Connection connection;
  private final Session session;

  Requests(Connection connection, Session session) {
    this.connection = connection;
    this.session = session;
  }

  /** What is read after it is at least as new as the call. */
  CompletableFuture<Boolean> sync(String path) {
    CompletableFuture<Boolean> synced = new CompletableFuture<>();
    session.sync(
        path,
        (code, none) -> {
          if (code == Code.OK) {
            synced.complete(true);
          } else {
            synced.completeExceptionally(connection.refused(code, READ, path));
          }
        });
    return synced;
  }

  /** The names of a directory's children; null if there is no such directory. */
  CompletableFuture<@Nullable List<String>> children(String directory, boolean watch) {
    CompletableFuture<@Nullable List<String>> listed = new CompletableFuture<>();
    session.list(directory, watch, (code, names) -> answer(listed, code, names, directory));
    return listed;
  }

  /** A node; null if it is not there. */
  CompletableFuture<@Nullable Node> node(String path) {
    CompletableFuture<@Nullable Node> read = new CompletableFuture<>();
    session.read(path, false, (code, node) -> answer(read, code, node, path));
    return read;
  }

  private <T> void answer(
      CompletableFuture<@Nullable T> future, Code code, @Nullable T value, String path) {
    if (code == Code.OK || code == Code.NO_NODE) {
      future.complete(value);
    } else {
      future.completeExceptionally(connection.refused(code, READ, path));
    }
  }
}
