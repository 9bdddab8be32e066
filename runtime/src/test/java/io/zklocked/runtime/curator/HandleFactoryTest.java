package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HandleFactoryTest {

  private final Servers address = new Servers("127.0.0.1:2181");
  private final SessionOrigin origin =
      new SessionOrigin(
          address,
          new Mailbox(Runnable::run),
          new HeardEvents(),
          new OpenToAll(),
          path -> false,
          () -> {});
  private final HandleFactory factory = new HandleFactory(origin);

  @Test
  void noHandleIsMadeOnceTheClientIsClosed() {
    factory.close();

    assertThatThrownBy(() -> factory.newZooKeeper(address.text(), 10_000, event -> {}, false))
        .isInstanceOf(IOException.class)
        .hasMessage("The client of 127.0.0.1:2181 is closed");
    assertThat(factory.newest()).isNull();
  }
}
