package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request of a client: a read is done by its server, a write by the leader, and a sync goes to
 * the leader and back. Confined to one thread.
 */
final class SimRequest {

  private final @Nullable Function<SimConnection, Runnable> read;
  private final @Nullable Function<SimTree, Runnable> write;
  private final Consumer<Code> refusal;

  /** What its client does with the answer; null until there is one. */
  @Nullable Runnable reply;

  /** Whether a leader has taken it. */
  boolean isTaken;

  /** Whether it was refused because its session has moved to another server. */
  boolean isMoved;

  private SimRequest(
      @Nullable Function<SimConnection, Runnable> read,
      @Nullable Function<SimTree, Runnable> write,
      Consumer<Code> refusal) {
    this.read = read;
    this.write = write;
    this.refusal = refusal;
  }

  static SimRequest read(Function<SimConnection, Runnable> read, Consumer<Code> refusal) {
    return new SimRequest(read, null, refusal);
  }

  /** Only shows that its client lives. */
  static SimRequest ping() {
    return read(connection -> () -> {}, code -> {});
  }

  static SimRequest write(Function<SimTree, Runnable> write, Consumer<Code> refusal) {
    return new SimRequest(null, write, refusal);
  }

  static SimRequest sync(Consumer<Code> refusal) {
    return new SimRequest(null, null, refusal);
  }

  boolean isRead() {
    return read != null;
  }

  boolean isSync() {
    return read == null && write == null;
  }

  /** Is done where the client's connection ends. */
  void readOn(SimConnection connection) {
    reply = read == null ? () -> {} : read.apply(connection);
  }

  /** Is done on the leader's tree; gives what the client will do with the answer. */
  Runnable writeOn(SimTree tree) {
    return write == null ? () -> refusal.accept(Code.OK) : write.apply(tree);
  }

  /** The client's side of an answer that says nothing but how it went. */
  Runnable refused(Code code) {
    return () -> refusal.accept(code);
  }

  /** Its client gives up waiting for the answer. */
  void fail(Code code) {
    refusal.accept(code);
  }
}
