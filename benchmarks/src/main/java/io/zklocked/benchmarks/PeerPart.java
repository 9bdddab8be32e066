package io.zklocked.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part whose rows are peers. Confined to one thread. */
abstract class PeerPart implements Part {

  private final Lineup lineup;
  private final List<Figure> figures;

  PeerPart(Lineup lineup, Figure... figures) {
    this.lineup = lineup;
    this.figures = List.of(figures);
  }

  /** Measures one peer in one round. Blocks for it. */
  abstract void measure(PeerKind kind, Results results) throws Exception;

  @Override
  public final void measure(int round, Results results) throws Exception {
    for (PeerKind kind : lineup.inTurn(round)) {
      Attempts.measure(title() + ", " + kind.title(), () -> measure(kind, results), results);
    }
  }

  @Override
  public final List<Figure> figures() {
    return figures;
  }

  @Override
  public final List<String> rows() {
    return lineup.titles();
  }

  @Override
  public final @Nullable String whyNot(String row) {
    return lineup.whyNot(row);
  }

  /** A lock of a peer for one thread. */
  final Mutex mutex(PeerKind kind, String key) throws Exception {
    return lineup.peers().get(kind).mutex(key);
  }

  /** A peer. */
  final Peer peer(PeerKind kind) throws Exception {
    return lineup.peers().get(kind);
  }
}
