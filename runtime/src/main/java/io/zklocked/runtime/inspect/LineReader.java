package io.zklocked.runtime.inspect;

import io.zklocked.LockMode;
import io.zklocked.runtime.engine.ContenderName;
import io.zklocked.runtime.engine.Kind;
import io.zklocked.runtime.engine.OwnerRecord;
import io.zklocked.runtime.engine.Session.Node;
import io.zklocked.runtime.key.LockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one key's line: its directory, then the records of those in it. Between the two somebody
 * may leave, who is then left out. Does not block. Immutable.
 */
final class LineReader {

  private static final String LOCKS = "/locks";
  private static final String LEASES = "/leases";

  private final Requests requests;
  private final int most;

  /**
   * @param most of how many contenders the records are read, at most
   */
  LineReader(Requests requests, int most) {
    this.requests = requests;
    this.most = most;
  }

  CompletableFuture<SeenLine> read(LockKey key, boolean watch) {
    return requests.children(key.path(), watch).thenCompose(names -> read(key, names, watch));
  }

  /** The same of a directory whose children are known; null if there is no directory. */
  CompletableFuture<SeenLine> read(LockKey key, @Nullable List<String> names, boolean watch) {
    if (names == null) {
      return read(key, SeenKind.FREE, List.of(), List.of());
    }
    List<Place> line = Place.inOrder(key.path(), names);
    if (line.isEmpty() && (names.contains("leases") || names.contains("locks"))) {
      return readSemaphore(key, watch);
    }
    return read(key, kind(line), Place.holders(line), Place.waiters(line));
  }

  private CompletableFuture<SeenLine> readSemaphore(LockKey key, boolean watch) {
    CompletableFuture<@Nullable List<String>> leases =
        requests.children(key.path() + LEASES, watch);
    CompletableFuture<@Nullable List<String>> locks = requests.children(key.path() + LOCKS, watch);
    return leases.thenCombine(locks, Semaphore::new).thenCompose(nodes -> read(key, nodes));
  }

  private record Semaphore(@Nullable List<String> leases, @Nullable List<String> locks) {}

  private CompletableFuture<SeenLine> read(LockKey key, Semaphore nodes) {
    List<Place> permits = Place.permits(key.path() + LEASES, nodes.leases());
    List<Place> waiting =
        nodes.locks() == null ? List.of() : Place.inOrder(key.path() + LOCKS, nodes.locks());
    if (permits.isEmpty()) {
      return read(key, waiting.isEmpty() ? SeenKind.FREE : SeenKind.SEMAPHORE, List.of(), waiting);
    }
    return requests
        .node(permits.get(0).path())
        .thenCompose(
            oldest -> {
              int given = oldest == null ? 0 : OwnerRecord.permits(oldest.data());
              // Whoever counts has put its node down already, and stands first of those who wait.
              int holding = given == 0 ? permits.size() : Math.min(given, permits.size());
              return read(key, SeenKind.SEMAPHORE, permits.subList(0, holding), waiting)
                  .thenApply(
                      line ->
                          new SeenLine(
                              line.resource(),
                              line.path(),
                              line.kind(),
                              given,
                              line.holders(),
                              line.waiters(),
                              line.contenders()));
            });
  }

  private static SeenKind kind(List<Place> line) {
    if (line.isEmpty()) {
      return SeenKind.FREE;
    }
    boolean shared = line.stream().anyMatch(place -> place.kind().readsOrWrites());
    boolean plain = line.stream().anyMatch(place -> !place.kind().readsOrWrites());
    return shared && plain ? SeenKind.MIXED : shared ? SeenKind.READ_WRITE : SeenKind.EXCLUSIVE;
  }

  private CompletableFuture<SeenLine> read(
      LockKey key, SeenKind kind, List<Place> holders, List<Place> waiters) {
    List<Place> asked = new ArrayList<>(holders);
    asked.addAll(waiters);
    // Answers may come on two threads: the ensemble's, and the caller's where they are there
    // already.
    Map<Integer, SeenContender> found = new ConcurrentSkipListMap<>();
    List<CompletableFuture<?>> reads = new ArrayList<>();
    for (int i = 0; i < Math.min(most, asked.size()); i++) {
      int index = i;
      reads.add(
          requests
              .node(asked.get(i).path())
              .thenAccept(
                  node -> {
                    if (node != null) {
                      found.put(index, asked.get(index).seen(index < holders.size(), node, kind));
                    }
                  }));
    }
    return CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done ->
                line(
                    key,
                    kind,
                    holders.size(),
                    waiters.size(),
                    reads.size(),
                    List.copyOf(found.values())));
  }

  private static SeenLine line(
      LockKey key, SeenKind kind, int holders, int waiters, int read, List<SeenContender> found) {
    int gone = read - found.size();
    int left = holders + waiters - gone;
    long holding = found.stream().filter(SeenContender::holds).count();
    int still = read < holders ? holders - gone : (int) holding;
    return new SeenLine(
        key.resource(),
        key.path(),
        left == 0 ? SeenKind.FREE : kind,
        0,
        still,
        left - still,
        found);
  }

  /** A contender's place in line, before its node is read. */
  record Place(String path, Kind kind, long sequence, boolean holds) {

    static List<Place> inOrder(String directory, List<String> names) {
      List<ContenderName> line = new ArrayList<>();
      for (String name : names) {
        ContenderName contender = ContenderName.parse(name);
        if (contender != null && contender.kind() != Kind.LEASE) {
          line.add(contender);
        }
      }
      line.sort((one, other) -> Long.compare(one.sequence(), other.sequence()));
      List<Place> places = new ArrayList<>();
      boolean isFirst = true;
      boolean onlyReaders = true;
      for (ContenderName each : line) {
        boolean isReader = each.kind() == Kind.READ;
        // The node of a reader that was a writer has the writer's number.
        boolean holds = isFirst || (isReader && onlyReaders);
        places.add(new Place(directory + "/" + each.name(), each.kind(), each.sequence(), holds));
        isFirst = false;
        onlyReaders &= isReader;
      }
      return places;
    }

    static List<Place> permits(String directory, @Nullable List<String> names) {
      List<Place> permits = new ArrayList<>();
      for (String name : names == null ? List.<String>of() : names) {
        ContenderName lease = ContenderName.parse(name);
        if (lease != null && lease.kind() == Kind.LEASE) {
          permits.add(new Place(directory + "/" + name, Kind.LEASE, lease.sequence(), true));
        }
      }
      permits.sort((one, other) -> Long.compare(one.sequence(), other.sequence()));
      return permits;
    }

    static List<Place> holders(List<Place> line) {
      return line.stream().filter(Place::holds).toList();
    }

    static List<Place> waiters(List<Place> line) {
      return line.stream().filter(place -> !place.holds()).toList();
    }

    SeenContender seen(boolean holding, Node node, SeenKind of) {
      OwnerRecord owner = OwnerRecord.decode(node.data());
      return new SeenContender(path, mode(of), holding, node.czxid(), client(owner), owner);
    }

    private LockMode mode(SeenKind of) {
      if (of == SeenKind.SEMAPHORE) {
        return LockMode.SEMAPHORE;
      }
      return switch (kind) {
        case MUTEX, KAZOO -> LockMode.EXCLUSIVE;
        case READ -> LockMode.READ;
        case WRITE -> LockMode.WRITE;
        case LEASE -> LockMode.SEMAPHORE;
      };
    }

    private String client(OwnerRecord owner) {
      if (owner.host() != null) {
        return "zklocked";
      }
      if (kind == Kind.KAZOO) {
        return "kazoo";
      }
      return path.substring(path.lastIndexOf('/') + 1).startsWith("_c_") ? "curator" : "unknown";
    }
  }
}
