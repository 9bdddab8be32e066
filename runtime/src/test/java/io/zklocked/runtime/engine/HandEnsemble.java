package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server, whose every answer is given, withheld or lost by hand. Several engines may share it.
 * Confined to one thread.
 */
final class HandEnsemble {

  final SimTree tree = new SimTree(this::changed);
  private final List<HandSession> sessions = new ArrayList<>();

  HandEnsemble() {
    directory("/zklocked");
  }

  void add(HandSession session) {
    sessions.add(session);
  }

  void directory(String path) {
    tree.create(path, new byte[0], null);
  }

  /** Somebody else stands in line. */
  void stranger(String path, String record) {
    tree.create(path, record.getBytes(StandardCharsets.UTF_8), "stranger");
  }

  /** Somebody deletes a node, whoever it belongs to. */
  Code delete(String path) {
    return tree.delete(path);
  }

  /** The names in a directory, without those that are no contenders. */
  List<String> line(String directory) {
    @Nullable List<String> children = tree.list(directory);
    return children == null
        ? List.of()
        : children.stream().filter(child -> ContenderName.parse(child) != null).toList();
  }

  private void changed(SimTree.Change change) {
    for (HandSession session : new ArrayList<>(sessions)) {
      session.fire(change.path());
      session.fire(change.path().substring(0, change.path().lastIndexOf('/')));
    }
  }
}
