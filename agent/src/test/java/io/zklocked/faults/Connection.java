package io.zklocked.faults;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One connection over a link. Thread-safe: each direction has a thread that reads and one that
 * writes, with a queue between them, so that delayed bytes stay pipelined.
 */
final class Connection {

  /** Bytes and when they came; none: the end. */
  private record Piece(ByteBuffer bytes, boolean first, long arrivedNanos) {}

  private final Link link;
  private final Socket dialer;
  private final Socket target;
  private volatile boolean tainted;
  private volatile Trap sprung;
  private volatile int awaited;

  Connection(Link link, Socket dialer, Socket target) throws SocketException {
    this.link = link;
    this.dialer = dialer;
    this.target = target;
    dialer.setTcpNoDelay(true);
    target.setTcpNoDelay(true);
  }

  void start() {
    carry(Direction.FORTH, dialer, target);
    carry(Direction.BACK, target, dialer);
  }

  private void carry(Direction direction, Socket from, Socket to) {
    BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    Link.daemon("link-reads", () -> read(direction, from, pieces));
    Link.daemon("link-writes", () -> write(direction, to, pieces));
  }

  private void read(Direction direction, Socket from, BlockingQueue<Piece> pieces) {
    boolean first = true;
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()))) {
      for (byte[] bytes = link.protocol().next(direction, true, in);
          bytes.length > 0;
          bytes = link.protocol().next(direction, false, in)) {
        pieces.add(new Piece(ByteBuffer.wrap(bytes), first, System.nanoTime()));
        first = false;
      }
    } catch (IOException e) {
      first = false; // a reset: the other end learns it as an end of the stream
    }
    pieces.add(new Piece(ByteBuffer.allocate(0), first, System.nanoTime()));
  }

  private void write(Direction direction, Socket to, BlockingQueue<Piece> pieces) {
    try {
      OutputStream out = to.getOutputStream();
      while (true) {
        Piece piece = pieces.take();
        if (!link.flow(direction).admit(piece.arrivedNanos())) {
          tainted = true;
          if (!piece.bytes().hasRemaining()) {
            return; // nor does the end of the stream arrive
          }
        } else if (!piece.bytes().hasRemaining()) {
          close();
          return;
        } else if (!tainted && !pass(direction, piece, out)) {
          reset();
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      close(); // one end is gone, and so is the other
    }
  }

  /** Passes a piece on, unless a trap says that the connection breaks here. */
  private boolean pass(Direction direction, Piece piece, OutputStream out) throws IOException {
    Trap.Point point = direction == Direction.FORTH ? trap(piece) : null;
    boolean answer =
        direction == Direction.BACK
            && sprung != null
            && (piece.first() ? Trap.CONNECT : ClientFrames.number(piece.bytes().array()))
                == awaited;
    if (answer || point == Trap.Point.BEFORE_IT) {
      return false;
    }
    out.write(piece.bytes().array());
    out.flush();
    return point != Trap.Point.BEHIND_IT;
  }

  private Trap.Point trap(Piece piece) {
    Trap trap = link.trap();
    boolean connects = piece.first();
    if (trap == null
        || !trap.takes(connects ? Trap.CONNECT : ClientFrames.operation(piece.bytes().array()))) {
      return null;
    }
    awaited = connects ? Trap.CONNECT : ClientFrames.number(piece.bytes().array());
    sprung = trap;
    return trap.point();
  }

  /** Whether bytes of it were lost, so that it can only be reset. */
  boolean isTainted() {
    return tainted;
  }

  /** Breaks it: both ends see a reset, and what was on the way is lost. */
  void reset() {
    linger(dialer);
    linger(target);
    close();
  }

  void close() {
    Link.shut(dialer);
    Link.shut(target);
    link.gone(this);
    Trap trap = sprung;
    if (trap != null) {
      trap.spring();
    }
  }

  private static void linger(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      Link.shut(socket); // closed already
    }
  }
}
