package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandleFactoryTest {

  private final Servers address = new Servers("127.0.0.1:2181");
  private final SessionOrigin origin =
      new SessionOrigin(
          address,
          new Mailbox(Runnable::run),
          new HeardEvents(),
          new GrantedRights(List.of(Right.WORLD)),
          path -> false,
          () -> {});
  private final HandleFactory factory = new HandleFactory(origin, new Identity(Security.NONE));

  @Test
  void noHandleIsMadeOnceTheClientIsClosed() {
    factory.close();

    assertThatThrownBy(() -> factory.newZooKeeper(address.text(), 10_000, event -> {}, false))
        .isInstanceOf(IOException.class)
        .hasMessage("The client of 127.0.0.1:2181 is closed");
    assertThat(factory.newest()).isNull();
  }
}
