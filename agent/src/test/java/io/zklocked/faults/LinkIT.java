package io.zklocked.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy does what its faults are called. */
@Timeout(60)
class LinkIT {

  private static final int NOTHING_COMES_MILLIS = 200;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int CONNECT = 0;
  private static final int CREATE = 15;
  private static final int READ = 4;

  private ServerSocket entrance;
  private Link link;
  private Socket client;
  private Socket server;

  @BeforeEach
  void connect() throws IOException {
    entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    link = new Link(entrance.getLocalPort(), new ClientFrames());
    client = new Socket(InetAddress.getLoopbackAddress(), link.port());
    server = entrance.accept();
    say(client, CONNECT, CONNECT);
    assertThat(hear(server)).isEqualTo(CONNECT);
    say(server, CONNECT, CONNECT);
    assertThat(hear(client)).isEqualTo(CONNECT);
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    client.close();
    server.close();
    entrance.close();
  }

  @Test
  void stalledBytesComeWhenTheStallEnds() throws IOException {
    link.flow(Direction.FORTH).stall();
    say(client, 1, READ);
    assertThatThrownBy(() -> hear(server, NOTHING_COMES_MILLIS))
        .isInstanceOf(SocketTimeoutException.class);
    say(server, 7, READ);
    assertThat(hear(client)).isEqualTo(7);

    link.flow(Direction.FORTH).pass();

    assertThat(hear(server)).isEqualTo(1);
  }

  @Test
  void swallowedBytesNeverComeAndTheConnectionEndsWithTheBlackHole() throws IOException {
    link.flow(Direction.FORTH).swallow();
    say(client, 1, READ);
    assertThatThrownBy(() -> hear(server, NOTHING_COMES_MILLIS))
        .isInstanceOf(SocketTimeoutException.class);

    link.heal();

    assertThatThrownBy(() -> hear(server)).isInstanceOf(IOException.class);
  }

  @Test
  void delayedBytesComeLateAndInOrder() throws IOException {
    long late = TimeUnit.MILLISECONDS.toNanos(50);
    link.flow(Direction.FORTH).delay(late);
    long start = System.nanoTime();
    say(client, 1, READ);
    say(client, 2, READ);

    assertThat(hear(server)).isEqualTo(1);
    assertThat(hear(server)).isEqualTo(2);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(late);
  }

  @Test
  void trapBeforeARequestKeepsItFromTheServer() throws Exception {
    Trap trap = arm(Trap.Point.BEFORE_IT);
    say(client, 1, READ);
    say(client, 2, CREATE);

    trap.sprung().get(30, TimeUnit.SECONDS);
    assertThatThrownBy(
            () -> {
              int number = hear(server);
              while (number != 2) {
                number = hear(server);
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void trapBeforeTheAnswerLetsTheRequestThroughAndKeepsItsAnswer() throws Exception {
    Trap trap = arm(Trap.Point.BEFORE_THE_ANSWER);
    say(client, 2, CREATE);
    assertThat(hear(server)).isEqualTo(2);
    say(server, 2, 0);

    trap.sprung().get(30, TimeUnit.SECONDS);
    assertThatThrownBy(() -> hear(client)).isInstanceOf(IOException.class);
  }

  @Test
  void refusedConnectionsEnd() throws IOException {
    link.refuse();

    assertThatThrownBy(() -> hear(client)).isInstanceOf(IOException.class);
  }

  private Trap arm(Trap.Point point) {
    Trap trap = new Trap(CREATE, point);
    link.arm(trap);
    return trap;
  }

  private static void say(Socket socket, int number, int operation) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(2 * Integer.BYTES);
    out.writeInt(number);
    out.writeInt(operation);
  }

  /** The number of the next message. */
  private static int hear(Socket socket) throws IOException {
    return hear(socket, PATIENCE_MILLIS);
  }

  private static int hear(Socket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    if (in.readInt() != 2 * Integer.BYTES) {
      throw new AssertionError("not a message");
    }
    int number = in.readInt();
    in.readInt();
    return number;
  }
}
