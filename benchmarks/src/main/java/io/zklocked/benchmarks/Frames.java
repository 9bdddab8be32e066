package io.zklocked.benchmarks;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts one direction of a connection to ZooKeeper into its messages, each of which begins with its
 * length. Confined to one thread.
 */
final class Frames {

  private final Consumer<ByteBuffer> reader;
  private byte[] pending = new byte[0];
  private boolean greeted;

  /**
   * Begins with a new connection.
   *
   * @param reader gets each message but the first, by which the two sides greet each other
   */
  Frames(Consumer<ByteBuffer> reader) {
    this.reader = reader;
  }

  /** The next bytes of the connection. */
  void feed(byte[] chunk) {
    byte[] bytes = Arrays.copyOf(pending, pending.length + chunk.length);
    System.arraycopy(chunk, 0, bytes, pending.length, chunk.length);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.remaining() >= Integer.BYTES
        && rest.remaining() >= Integer.BYTES + rest.getInt(rest.position())) {
      int length = rest.getInt();
      if (greeted) {
        reader.accept(rest.slice(rest.position(), length));
      }
      greeted = true;
      rest.position(rest.position() + length);
    }
    pending = Arrays.copyOfRange(bytes, rest.position(), bytes.length);
  }
}
