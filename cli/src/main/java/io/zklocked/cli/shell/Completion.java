package io.zklocked.cli.shell;

import io.zklocked.ZkLockException;
import io.zklocked.cli.frame.Json;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.inspect.MissingRightException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Proposes commands, and keys that are on the ensemble; what is held, for what is released. Asks
 * the servers for a moment only, and for so many keys as a person reads.
 */
final class Completion implements Completer {

  private static final int MOST_KEYS = 100;
  private static final long PATIENCE_MILLIS = 700;

  private final Inspector inspector;
  private final HeldLocks held;

  Completion(Inspector inspector, HeldLocks held) {
    this.inspector = inspector;
    this.held = held;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    propose(line.words(), line.wordIndex(), line.word())
        .forEach(word -> candidates.add(new Candidate(word)));
  }

  /** What may stand in the place of a word. */
  List<String> propose(List<String> words, int index, String word) {
    if (index == 0) {
      return Verb.words();
    }
    Verb verb = Verb.of(words.get(0));
    if (index > 1 || verb == null || !verb.takesKey()) {
      return List.of();
    }
    return verb == Verb.RELEASE
        ? held.all().stream().map(Hold::resource).toList()
        : CompletableFuture.supplyAsync(() -> keys(word))
            .completeOnTimeout(List.of(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
            .join();
  }

  private List<String> keys(String prefix) {
    List<String> keys = new ArrayList<>();
    try {
      inspector.lines(
          prefix,
          0,
          line -> {
            if (line.resource().equals(Json.shown(line.resource()))) {
              keys.add(line.resource());
            }
            if (keys.size() == MOST_KEYS) {
              throw new Enough();
            }
          });
    } catch (Enough | ZkLockException | MissingRightException e) {
      return keys; // what a command would say of it is not for a proposal
    }
    return keys;
  }

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }
}
