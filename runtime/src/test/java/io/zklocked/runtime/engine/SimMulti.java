package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.NewContender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that must not be: wants two locks, creates both contenders in one transaction, and waits
 * until both are first. With somebody who takes the one and then the other that is a deadlock.
 * Knows nothing of faults. Confined to one thread.
 */
final class SimMulti extends SimMember implements Ensemble.Events {

  private static final List<String> KEYS = List.of("/zklocked/k0", "/zklocked/k1");
  private static final long SOON_NANOS = 200_000_000L;

  private final List<Created> nodes = new ArrayList<>();
  private @Nullable Session port;
  private int firsts;

  SimMulti(SimServers servers, String name) {
    super(servers, name);
  }

  void call() {
    Session asked = port;
    if (asked == null || !nodes.isEmpty()) {
      return;
    }
    List<NewContender> wanted = new ArrayList<>();
    for (String key : KEYS) {
      asked.createDirectory(key, (code, none) -> {});
      wanted.add(new NewContender(key + "/_c_multi-lock-", new byte[0]));
    }
    asked.createContenders(
        wanted,
        (code, created) -> {
          if (created != null) {
            nodes.addAll(created);
            look(asked);
          }
        });
  }

  boolean isQuiet() {
    return nodes.isEmpty();
  }

  private void look(Session asked) {
    firsts = 0;
    for (int i = 0; i < KEYS.size(); i++) {
      String own = nodes.get(i).path().substring(KEYS.get(i).length() + 1);
      boolean isLast = i == KEYS.size() - 1;
      asked.list(
          KEYS.get(i),
          false,
          (code, names) -> {
            if (names != null && SimRecipe.CURATOR.predecessor(own, names) == null) {
              firsts++;
            }
            if (isLast) {
              after(
                  SOON_NANOS, firsts == KEYS.size() ? () -> leaveLines(asked) : () -> look(asked));
            }
          });
    }
  }

  private void leaveLines(Session asked) {
    nodes.forEach(node -> asked.delete(node.path(), (code, none) -> {}));
    nodes.clear();
  }

  @Override
  Ensemble.Events events() {
    return this;
  }

  @Override
  public void connected(Session session) {
    port = session;
  }

  @Override
  public void disconnected(Session session) {}

  @Override
  public void ended(Session session) {}

  @Override
  public void changed(Session session, String path) {}

  @Override
  public void failed(String reason) {}
}
