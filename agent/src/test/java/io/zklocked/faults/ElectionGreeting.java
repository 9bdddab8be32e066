package io.zklocked.faults;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * What servers that elect a leader say to each other. Whoever opens a connection begins by naming
 * his own address (QuorumCnxManager, protocol version 1), and a server with a greater number calls
 * back there: it is given the address of the link that leads back. Immutable.
 */
final class ElectionGreeting implements Protocol {

  private final RawBytes rest = new RawBytes();
  private final Supplier<String> linkBack;

  ElectionGreeting(Supplier<String> linkBack) {
    this.linkBack = linkBack;
  }

  @Override
  public byte[] next(Direction direction, boolean first, DataInputStream in) throws IOException {
    if (direction == Direction.BACK || !first) {
      return rest.next(direction, first, in);
    }
    try {
      return greeting(in);
    } catch (EOFException e) {
      return new byte[0];
    }
  }

  private byte[] greeting(DataInputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(in.readLong());
    out.writeLong(in.readLong());
    in.skipNBytes(in.readInt());
    byte[] address = linkBack.get().getBytes(StandardCharsets.UTF_8);
    out.writeInt(address.length);
    out.write(address);
    return bytes.toByteArray();
  }
}
