package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks, when a node is gone that somebody held by, whether an operator left word why. The holds are
 * lost already, and say so; only the telling waits, for one answer, and not for long. Guarded by
 * the engine's lock.
 */
final class LossInquiry {

  /** An answer takes a round trip; longer than this no body runs on without being told. */
  private static final long MOST_NANOS = 500_000_000L;

  private final Engine engine;
  private final List<Holding> lost;
  private boolean isOver;

  LossInquiry(Engine engine, List<Holding> lost) {
    this.engine = engine;
    this.lost = List.copyOf(lost);
  }

  void start(Session session, String record, Effects effects) {
    effects.add(() -> session.read(record, false, engine.reply(this::answered)));
    effects.add(() -> engine.time.after(MOST_NANOS, () -> engine.on(this::tell)));
  }

  private void answered(Code code, @Nullable Node record, Effects effects) {
    if (record != null && !isOver) {
      String word = BreakRecord.decode(record.data()).describe();
      lost.forEach(holding -> holding.broken(word));
    }
    tell(effects);
  }

  private void tell(Effects effects) {
    if (!isOver) {
      isOver = true;
      lost.forEach(holding -> holding.tellLoss(effects));
    }
  }
}
