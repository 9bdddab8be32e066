package io.zklocked.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The peers that one part compares, in the order of its table. Immutable.
 *
 * @param kinds which
 * @param peers where they are connected
 */
record Lineup(List<PeerKind> kinds, Peers peers) {

  List<String> titles() {
    return kinds.stream().map(PeerKind::title).toList();
  }

  @Nullable String whyNot(String title) {
    return kinds.stream()
        .filter(kind -> kind.title().equals(title))
        .findFirst()
        .map(peers::whyNot)
        .orElse(null);
  }

  /** Those that can be measured, each round beginning with another one. */
  List<PeerKind> inTurn(int round) {
    List<PeerKind> here = new ArrayList<>();
    for (PeerKind kind : kinds) {
      if (peers.whyNot(kind) == null) {
        here.add(kind);
      }
    }
    Collections.rotate(here, -round);
    return here;
  }
}
