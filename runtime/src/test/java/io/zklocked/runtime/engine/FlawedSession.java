package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A session with a flaw. Confined to one thread. */
final class FlawedSession implements Session {

  private final Flaw flaw;
  private final Session sound;
  private final SimClient client;
  private final long shownAt;
  private final Set<String> created = new HashSet<>();
  private final Map<String, List<String>> shown = new HashMap<>();
  private final Set<String> doubted = new HashSet<>();

  /** The creates that no listing shows any more. */
  private final Set<String> forgotten = new HashSet<>();

  /** Whether the next listing is a recovery's. */
  private boolean isRecovering;

  private int beats;

  FlawedSession(Flaw flaw, Session sound, SimClient client) {
    this.flaw = flaw;
    this.sound = sound;
    this.client = client;
    this.shownAt = client.clock.nanos();
  }

  @Override
  public String id() {
    return sound.id();
  }

  @Override
  public long timeoutNanos() {
    return sound.timeoutNanos();
  }

  @Override
  public long ageNanos() {
    long timeout = sound.timeoutNanos();
    return flaw == Flaw.CREATE_PLUS_THIRD && sound.ageNanos() > timeout
        ? client.clock.nanos() - shownAt + timeout - timeout / 10 - timeout / 3
        : sound.ageNanos();
  }

  @Override
  public void createContender(String prefix, byte[] data, Reply<Created> reply) {
    sound.createContender(
        prefix,
        data,
        (code, node) -> {
          if (node != null) {
            created.add(node.path());
          }
          if (code == Code.DOUBTFUL) {
            doubted.add(prefix);
          }
          boolean forgets = flaw == Flaw.FORGETS_CREATES && code == Code.DOUBTFUL;
          reply.answer(forgets ? Code.NO_NODE : code, node);
        });
  }

  @Override
  public void createNamed(String path, byte[] data, Reply<Created> reply) {
    sound.createNamed(path, data, reply);
  }

  @Override
  public void createContenders(List<NewContender> nodes, Reply<List<Created>> reply) {
    sound.createContenders(
        nodes,
        (code, all) -> {
          boolean forgets = flaw == Flaw.FORGETS_MULTIS && code == Code.DOUBTFUL;
          reply.answer(forgets ? Code.NO_NODE : code, all);
        });
  }

  @Override
  public void createDirectory(String path, Reply<Void> reply) {
    sound.createDirectory(path, reply);
  }

  @Override
  public void list(String directory, boolean watch, Reply<List<String>> reply) {
    boolean decides = isRecovering;
    isRecovering = false;
    sound.list(
        directory,
        watch,
        (code, names) -> {
          if (names != null && decides) {
            forget(directory, names);
          }
          reply.answer(code, names == null ? null : flawed(directory, names));
        });
  }

  /** What is not shown now is taken for never created. */
  private void forget(String directory, List<String> names) {
    for (String prefix : doubted) {
      if (prefix.startsWith(directory + "/")
          && names.stream().noneMatch(name -> (directory + "/" + name).startsWith(prefix))) {
        forgotten.add(prefix);
      }
    }
  }

  private boolean isForgotten(String path) {
    return forgotten.stream().anyMatch(path::startsWith);
  }

  private List<String> flawed(String directory, List<String> names) {
    return switch (flaw) {
      case UNSYNCED_RECOVERY ->
          names.stream().filter(name -> !isForgotten(directory + "/" + name)).toList();
      case SHORT_LISTINGS -> withoutFirst(names);
      case NO_MUTEX -> directory.endsWith("/locks") ? own(directory, names) : names;
      case STALE_PERMITS -> directory.endsWith("/leases") ? stale(directory, names) : names;
      default -> names;
    };
  }

  private List<String> own(String directory, List<String> names) {
    return names.stream().filter(name -> created.contains(directory + "/" + name)).toList();
  }

  private List<String> stale(String directory, List<String> names) {
    List<String> before = shown.getOrDefault(directory, List.of());
    shown.put(directory, names);
    List<String> own = own(directory, names);
    return Stream.concat(own.stream(), before.stream().filter(n -> !own.contains(n))).toList();
  }

  private static List<String> withoutFirst(List<String> names) {
    List<String> fewer = new ArrayList<>(names);
    fewer.stream()
        .filter(name -> ContenderName.parse(name) != null)
        .min((a, b) -> Long.compare(sequence(a), sequence(b)))
        .ifPresent(first -> fewer.remove(fewer.size() > 1 ? first : ""));
    return fewer;
  }

  private static long sequence(String name) {
    ContenderName contender = ContenderName.parse(name);
    return contender == null ? 0 : contender.sequence();
  }

  @Override
  public void read(String path, boolean watch, Reply<Node> reply) {
    sound.read(path, watch, reply);
  }

  @Override
  public void delete(String path, Reply<Void> reply) {
    sound.delete(
        path,
        flaw != Flaw.FORGETS_DELETES
            ? reply
            : (code, none) -> reply.answer(code == Code.DOUBTFUL ? Code.OK : code, null));
  }

  @Override
  public void deleteUntouched(String path, Reply<Void> reply) {
    sound.deleteUntouched(path, reply);
  }

  @Override
  public void sync(String path, Reply<Void> reply) {
    if (flaw == Flaw.UNSYNCED_RECOVERY) {
      isRecovering = true;
      readInstead(reply);
    } else {
      sound.sync(path, reply);
    }
  }

  @Override
  public void beat(boolean write, Reply<Void> reply) {
    int sent = flaw == Flaw.ONE_BEAT ? 3 : flaw == Flaw.TWO_BEATS ? 2 : 1;
    if (flaw == Flaw.BEATS_BY_READS) {
      readInstead(reply);
    } else if (flaw == Flaw.CREATE_PLUS_THIRD ? write : beats++ % sent == 0) {
      sound.beat(write, reply);
    } else {
      client.after(0, () -> reply.answer(Code.OK, null));
    }
  }

  /** Deletes the contenders that it does not know. */
  void reapUnknown(String directory) {
    sound.list(
        directory,
        false,
        (code, names) -> {
          if (names == null) {
            return;
          }
          for (String name : names) {
            if (ContenderName.parse(name) != null && !created.contains(directory + "/" + name)) {
              sound.delete(directory + "/" + name, (deleted, none) -> {});
            }
          }
        });
  }

  private void readInstead(Reply<Void> reply) {
    sound.read(
        "/", false, (code, node) -> reply.answer(code == Code.NO_NODE ? Code.OK : code, null));
  }
}
