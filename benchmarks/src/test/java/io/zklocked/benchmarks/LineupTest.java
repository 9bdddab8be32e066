package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineupTest {

  private static final List<PeerKind> KINDS =
      List.of(PeerKind.ZKLOCKED, PeerKind.REDISSON, PeerKind.SPRING, PeerKind.LOCAL_FAIR);

  @Test
  void eachRoundBeginsWithAnotherPeer() {
    Lineup lineup = new Lineup(KINDS, new Peers(new Addresses("127.0.0.1:1", "127.0.0.1:2")));

    assertThat(lineup.inTurn(0)).containsExactlyElementsOf(KINDS);
    assertThat(lineup.inTurn(1))
        .containsExactly(
            PeerKind.REDISSON, PeerKind.SPRING, PeerKind.LOCAL_FAIR, PeerKind.ZKLOCKED);
    assertThat(lineup.inTurn(5)).isEqualTo(lineup.inTurn(1));
  }

  @Test
  void withoutRedisItsLocksAreNotMeasuredButNamed() {
    Lineup lineup = new Lineup(KINDS, new Peers(new Addresses("127.0.0.1:1", null)));

    assertThat(lineup.inTurn(0)).doesNotContain(PeerKind.REDISSON).hasSize(3);
    assertThat(lineup.titles()).contains("Redisson RLock");
    assertThat(lineup.whyNot("Redisson RLock"))
        .isEqualTo("not measured: there is no redis-server on the PATH");
    assertThat(lineup.whyNot("zklocked")).isNull();
  }
}
