package io.zklocked.sample.twophase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WishesTest {

  private static final Duration MOMENT = Duration.ofMillis(1);

  private final Wishes wishes = new Wishes();

  @Test
  void wishIsTakenUpInItsTerm() throws Exception {
    wishes.add(Wish.parse("write 1a v7"));
    wishes.add(Wish.parse("close 1a"));

    assertThat(wishes.poll(0x1a, MOMENT)).isEqualTo(new Wish(0x1a, "v7"));
    assertThat(wishes.poll(0x1a, MOMENT)).matches(Wish::isClosing);
    assertThat(wishes.poll(0x1a, MOMENT)).isNull();
  }

  @Test
  void wishOfAnEarlierTermIsForgotten() throws Exception {
    wishes.add(Wish.parse("write 1a v7"));
    wishes.add(Wish.parse("write 2b v8"));

    assertThat(wishes.poll(0x2b, MOMENT)).isEqualTo(new Wish(0x2b, "v8"));
    assertThat(wishes.poll(0x1a, MOMENT)).isNull();
  }

  @Test
  void orderWithoutATermIsRefused() {
    assertThatThrownBy(() -> Wish.parse("write v7")).hasMessageContaining("write v7");
  }
}
