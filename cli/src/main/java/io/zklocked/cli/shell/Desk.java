package io.zklocked.cli.shell;

import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Failures;
import io.zklocked.cli.frame.Json;
import io.zklocked.cli.look.LineJson;
import io.zklocked.cli.look.LineText;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.inspect.SeenContender;
import io.zklocked.runtime.inspect.SeenLine;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.syntax.WaitTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Does what is said to the shell. Thread-safe; a reply may take as long as the servers, or a wait
 * for a lock, and an interrupt ends that.
 */
final class Desk {

  private final ZkLocks locks;
  private final Inspector inspector;
  private final KeySpace keys;
  private final HeldLocks held;

  /**
   * Nothing is held yet.
   *
   * @param locks by which locks are taken
   * @param inspector by which they are looked at
   * @param keys where they lie
   * @param held what is held
   */
  Desk(ZkLocks locks, Inspector inspector, KeySpace keys, HeldLocks held) {
    this.locks = locks;
    this.inspector = inspector;
    this.keys = keys;
    this.held = held;
  }

  /**
   * Does one thing.
   *
   * @param words what was said, without quotes; not empty
   * @return what has come of it; a failure too
   */
  Reply reply(List<String> words) {
    try {
      Verb verb = verb(words.get(0));
      List<String> arguments = words.subList(1, words.size());
      if (!verb.takes(arguments.size())) {
        throw misuse("Write: " + verb.usage());
      }
      return reply(verb, arguments);
    } catch (InterruptedException e) {
      return Reply.failed(
          new CommandFailure(
              ExitCodes.INTERRUPTED, "interrupted", "Given up; nothing more is waited for."));
    } catch (RuntimeException e) {
      return Reply.failed(Failures.told(e));
    }
  }

  private Reply reply(Verb verb, List<String> arguments) throws InterruptedException {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    return switch (verb) {
      case CHECK -> look(first, SeenContender::holds);
      case WHO -> look(first, contender -> true);
      case PREEMPT -> take(first, LockRequest.DEFAULT.withWaitTime(Duration.ZERO));
      case ACQUIRE -> take(first, waiting(arguments));
      case RELEASE -> release(arguments.isEmpty() ? null : first);
      case HELD -> held();
      case LS -> list(first);
      case HELP, EXIT ->
          new Reply(ExitCodes.OK, Verb.help(), new Json().with("commands", Verb.words()));
    };
  }

  private static Verb verb(String word) {
    Verb verb = Verb.of(word);
    if (verb == null) {
      String nearest = Verb.nearest(word);
      throw misuse(
          "There is no command '%s'%s"
              .formatted(
                  Json.shown(word),
                  nearest == null
                      ? "; help lists them."
                      : ". Did you mean %s?".formatted(nearest)));
    }
    return verb;
  }

  private static CommandFailure misuse(String message) {
    return new CommandFailure(ExitCodes.USAGE, "usage", message);
  }

  private Reply look(String key, Predicate<SeenContender> wanted) {
    SeenLine line = inspector.line(key);
    List<SeenContender> shown = line.contenders().stream().filter(wanted).toList();
    Instant now = Instant.now();
    StringBuilder text = new StringBuilder(LineText.state(line));
    shown.forEach(each -> text.append("; ").append(LineText.contender(each, now).strip()));
    Hold own = held.find(line.path());
    if (own != null) {
      text.append("; this shell has it");
    }
    return Reply.done(
        text.toString(),
        LineJson.summary(line)
            .with("own", own != null)
            .with("owners", shown.stream().map(LineJson::contender).toList()));
  }

  private static LockRequest waiting(List<String> arguments) {
    if (arguments.size() < 2) {
      return LockRequest.DEFAULT;
    }
    WaitTime time = WaitTime.parse(arguments.get(1));
    return time.isForever()
        ? LockRequest.DEFAULT.withoutLimit()
        : LockRequest.DEFAULT.withWaitTime(Duration.ofNanos(time.nanos()));
  }

  private Reply take(String key, LockRequest request) throws InterruptedException {
    Hold own = held.find(keys.key(key).path());
    if (own != null) {
      return holds(own, "This shell has lock '%s' already, token %d.");
    }
    CompletableFuture<Hold> attempt = locks.acquireAsync(key, request).toCompletableFuture();
    try {
      Hold hold = attempt.get();
      held.add(hold);
      return holds(hold, "Lock '%s' is this shell's, token %d.");
    } catch (InterruptedException e) {
      attempt.cancel(true); // and what was granted just now is released by that
      throw e;
    } catch (ExecutionException e) {
      throw refused(e.getCause() == null ? e : e.getCause());
    }
  }

  private static Reply holds(Hold hold, String sentence) {
    return Reply.done(
        sentence.formatted(Json.shown(hold.resource()), hold.fencingToken()), json(hold));
  }

  private static Json json(Hold hold) {
    return new Json()
        .with("resource", hold.resource())
        .with("path", hold.path())
        .with("token", hold.fencingToken())
        .with("state", hold.state());
  }

  private static CommandFailure refused(Throwable failure) {
    if (!(failure instanceof LockBusyException busy)) {
      return Failures.told(failure);
    }
    String holder = busy.holder();
    return new CommandFailure(
        ExitCodes.BUSY,
        "busy",
        "Refused: lock '%s' is held by %s%s."
            .formatted(
                Json.shown(String.valueOf(busy.resource())),
                holder == null ? "somebody whose record could not be read in time" : holder,
                busy.since() == null ? "" : ", in line since " + busy.since()));
  }

  private Reply release(@Nullable String key) {
    Hold hold = key == null ? onlyOne() : held.remove(keys.key(key).path());
    if (hold == null) {
      throw new CommandFailure(
          ExitCodes.NOTHING,
          "not-held",
          "This shell does not have lock '%s'.".formatted(Json.shown(String.valueOf(key))));
    }
    try {
      hold.close();
    } catch (LockLostException e) {
      throw Failures.told(e);
    }
    return Reply.done(
        "Released lock '%s'.".formatted(Json.shown(hold.resource())),
        new Json().with("resource", hold.resource()).with("path", hold.path()));
  }

  private @Nullable Hold onlyOne() {
    Collection<Hold> all = held.all();
    if (all.size() != 1) {
      throw misuse(
          all.isEmpty()
              ? "This shell has no lock."
              : "This shell has %d locks: name the one to release, of %s."
                  .formatted(all.size(), String.join(", ", names(all))));
    }
    return held.remove(all.iterator().next().path());
  }

  private static List<String> names(Collection<Hold> holds) {
    return holds.stream().map(hold -> Json.shown(hold.resource())).toList();
  }

  private Reply held() {
    List<String> lines = new ArrayList<>();
    List<Json> json = new ArrayList<>();
    for (Hold hold : held.all()) {
      lines.add(
          "%s: token %d, %s for %d s"
              .formatted(
                  Json.shown(hold.resource()),
                  hold.fencingToken(),
                  hold.state(),
                  hold.heldFor().toSeconds()));
      json.add(json(hold));
    }
    lines.add(lines.isEmpty() ? "This shell has no lock." : "locks: " + lines.size());
    return new Reply(ExitCodes.OK, lines, new Json().with("locks", json));
  }

  private Reply list(String prefix) {
    List<String> lines = new ArrayList<>();
    List<Json> json = new ArrayList<>();
    inspector.lines(
        prefix,
        1,
        line -> {
          if (!line.isFree()) {
            lines.add(LineText.state(line));
            json.add(LineJson.summary(line));
          }
        });
    lines.add("locks: " + lines.size());
    return new Reply(ExitCodes.OK, lines, new Json().with("locks", json));
  }
}
