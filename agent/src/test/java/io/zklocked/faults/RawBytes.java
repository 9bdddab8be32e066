package io.zklocked.faults;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;

/** Bytes as they come. Immutable. */
final class RawBytes implements Protocol {

  private static final int MOST = 16_384;

  @Override
  public byte[] next(Direction direction, boolean first, DataInputStream in) throws IOException {
    byte[] bytes = new byte[MOST];
    int count = in.read(bytes);
    return Arrays.copyOf(bytes, Math.max(count, 0));
  }
}
