package io.zklocked.faults;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a client and a server say to each other, message by message (ZooKeeper's jute). Immutable.
 */
final class ClientFrames implements Protocol {

  private static final int LENGTH = 4;

  @Override
  public byte[] next(Direction direction, boolean first, DataInputStream in) throws IOException {
    int length;
    try {
      length = in.readInt();
    } catch (EOFException e) {
      return new byte[0];
    }
    byte[] frame = new byte[LENGTH + length];
    ByteBuffer.wrap(frame).putInt(length);
    in.readFully(frame, LENGTH, length);
    return frame;
  }

  /** The number by which the answer to a request is known; also the first field of an answer. */
  static int number(byte[] frame) {
    return ByteBuffer.wrap(frame).getInt(LENGTH);
  }

  /** What a request that is not the first of its connection asks for. */
  static int operation(byte[] request) {
    return ByteBuffer.wrap(request).getInt(2 * LENGTH);
  }
}
