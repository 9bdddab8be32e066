package io.zklocked.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.Test;

class NotificationsTest {

  private static final String OURS = "/zklocked/key/_c_11111111-1111-1111-1111-111111111111-lock-";
  private static final String OTHERS =
      "/zklocked/key/_c_22222222-2222-2222-2222-222222222222-lock-";
  private static final int DELETED = 2;
  private static final int CHILDREN = 4;

  private final Notifications notifications = new Notifications();
  private final Link.Tap tap = notifications.tap();

  NotificationsTest() {
    tap.asked(framed(new byte[40]));
    tap.answered(framed(new byte[37]));
  }

  @Test
  void waiterIsToldOfTheNodeBeforeItsOwn() {
    tap.asked(request(ZooDefs.OpCode.create2, OURS));
    tap.answered(notification(DELETED, OTHERS + "0000000001"));

    assertCounts(1, 0, 0);
  }

  @Test
  void releaserIsToldOfItsOwnNodeAndDirectory() {
    tap.asked(request(ZooDefs.OpCode.multi, OURS));
    tap.asked(request(ZooDefs.OpCode.delete, OURS + "0000000001"));
    tap.answered(notification(DELETED, OURS + "0000000001"));
    tap.answered(notification(CHILDREN, "/zklocked/key"));

    assertCounts(0, 1, 1);
  }

  @Test
  void directoryOfAProcessThatHasReleasedNothingIsSomebodyElsesDoing() {
    tap.asked(request(ZooDefs.OpCode.create2, OURS));
    tap.answered(notification(CHILDREN, "/zklocked/key"));

    assertCounts(1, 0, 0);
  }

  @Test
  void answersAreNoNotifications() {
    tap.answered(framed(ByteBuffer.allocate(60).putInt(0, 7).array()));

    assertCounts(0, 0, 0);
  }

  @Test
  void messagesAreReadHoweverTheirBytesArrive() {
    byte[] bytes = join(notification(DELETED, OTHERS + "1"), notification(DELETED, OTHERS + "2"));

    for (byte one : bytes) {
      tap.answered(new byte[] {one});
    }
    tap.answered(bytes);

    assertCounts(4, 0, 0);
  }

  private void assertCounts(long others, long ownNode, long ownDirectory) {
    assertThat(notifications.toOthers()).isEqualTo(others);
    assertThat(notifications.ofOwnNode()).isEqualTo(ownNode);
    assertThat(notifications.ofOwnDirectory()).isEqualTo(ownDirectory);
  }

  private static byte[] request(int type, String path) {
    ByteBuffer body = ByteBuffer.allocate(200).putInt(1).putInt(type);
    return framed(text(body, path));
  }

  private static byte[] notification(int type, String path) {
    ByteBuffer body = ByteBuffer.allocate(200).putInt(-1).putLong(-1).putInt(0);
    return framed(text(body.putInt(type).putInt(3), path));
  }

  private static byte[] text(ByteBuffer body, String text) {
    body.putInt(text.length()).put(text.getBytes(US_ASCII)).flip();
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    return bytes;
  }

  private static byte[] framed(byte[] body) {
    return ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).array();
  }

  private static byte[] join(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }
}
