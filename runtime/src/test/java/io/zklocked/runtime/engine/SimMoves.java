package io.zklocked.runtime.engine;

import io.zklocked.LockLostException.Reason;
import io.zklocked.LockState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How often each move of the tables of states was seen. Thread-safe. */
final class SimMoves {

  private final Map<Move, AtomicLong> counts = new EnumMap<>(Move.class);

  SimMoves() {
    for (Move move : Move.values()) {
      counts.put(move, new AtomicLong());
    }
  }

  void saw(Move move) {
    count(move).incrementAndGet();
  }

  /** A hold has changed. */
  void hold(LockState from, LockState to, @Nullable Reason loss) {
    boolean wasValid = from == LockState.VALID;
    if (to == LockState.SUSPECT) {
      saw(Move.SUSPECTED);
    } else if (to == LockState.VALID) {
      saw(Move.PROVEN);
    } else if (loss == Reason.SESSION_EXPIRED) {
      saw(wasValid ? Move.ENDED_WHILE_VALID : Move.ENDED_WHILE_SUSPECT);
    } else if (loss == Reason.NODE_DELETED) {
      saw(wasValid ? Move.DELETED_WHILE_VALID : Move.DELETED_WHILE_SUSPECT);
    } else if (loss == Reason.SHUTDOWN) {
      saw(wasValid ? Move.SHUT_DOWN_WHILE_VALID : Move.SHUT_DOWN_WHILE_SUSPECT);
    }
  }

  /** A hold was closed in a state. */
  void closed(LockState state) {
    if (state != LockState.LOST) {
      saw(state == LockState.VALID ? Move.CLOSED_VALID : Move.CLOSED_SUSPECT);
    }
  }

  void add(SimMoves other) {
    counts.forEach((move, count) -> count.addAndGet(other.count(move).get()));
  }

  private AtomicLong count(Move move) {
    return Objects.requireNonNull(counts.get(move));
  }

  /** Those that were never seen. */
  List<Move> missing() {
    List<Move> missing = new ArrayList<>();
    for (Move move : Move.values()) {
      if (count(move).get() == 0) {
        missing.add(move);
      }
    }
    return missing;
  }

  /** All of them, with their counts. */
  String table() {
    StringBuilder table = new StringBuilder();
    for (Move move : Move.values()) {
      table.append("%n  %,12d %s (%s)".formatted(count(move).get(), move, move.row));
    }
    return table.toString();
  }

  @Override
  public String toString() {
    int all = counts.size();
    List<Move> missing = missing();
    return "moves covered: %d of %d%s"
        .formatted(all - missing.size(), all, missing.isEmpty() ? "" : ", not " + missing);
  }
}
