package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.memory.MemoryEnsemble;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody else at the tree in memory, which answers at once. */
final class Looker implements Ensemble.Events, AutoCloseable {

  private final Ensemble ensemble = new MemoryEnsemble();
  private @Nullable Session session;

  Looker() {
    ensemble.start(this);
  }

  List<String> list(String directory) {
    List<String> found = new ArrayList<>();
    session()
        .list(
            directory,
            false,
            (code, names) -> {
              if (names != null) {
                found.addAll(names);
              }
            });
    return found;
  }

  void create(String path, String data) {
    session().createNamed(path, data.getBytes(StandardCharsets.UTF_8), (code, created) -> {});
  }

  Session session() {
    if (session == null) {
      throw new IllegalStateException("not connected");
    }
    return session;
  }

  @Override
  public void connected(Session now) {
    session = now;
  }

  @Override
  public void disconnected(Session gone) {}

  @Override
  public void ended(Session gone) {}

  @Override
  public void changed(Session in, String path) {}

  @Override
  public void failed(String reason) {}

  @Override
  public void close() {
    ensemble.close();
  }
}
