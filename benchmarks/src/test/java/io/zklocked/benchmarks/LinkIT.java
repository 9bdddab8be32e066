package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinkIT {

  private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

  @Test
  void roundTripTakesTheDelayTwiceAndTheEndArrives() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, here);
        Link link = new Link(server.getLocalPort(), DELAY_NANOS, Link.Tap::none);
        Socket client = new Socket(here, link.port());
        Socket accepted = server.accept()) {
      long asked = System.nanoTime();
      client.getOutputStream().write(1);
      accepted.getOutputStream().write(accepted.getInputStream().read() + 1);
      assertThat(client.getInputStream().read()).isEqualTo(2);
      assertThat(System.nanoTime() - asked).isGreaterThanOrEqualTo(2 * DELAY_NANOS);

      client.shutdownOutput();
      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
  }
}
