package io.zklocked.sample.writelog;

import io.zklocked.LockMode;
import io.zklocked.ZkLocked;
import io.zklocked.sample.worker.Moment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A file to which lines are appended. A writer reads the number of the last line, and writes the
 * next one in two pieces; so without a lock lines tear, numbers come twice, and one writer's line
 * lies on top of another's. Readers disturb nobody but writers. Thread-safe as far as its locks
 * make it.
 */
public class LogFile {

  private static final String KEY = "log";

  /** A line is shorter. */
  private static final int LAST_LINE = 256;

  private final Path path;
  private final Consumer<Moment> moments;

  /**
   * A file.
   *
   * @param path where it is
   * @param moments told when it is held and left; both are within the lock
   */
  public LogFile(Path path, Consumer<Moment> moments) {
    this.path = path;
    this.moments = moments;
  }

  /**
   * Appends a line.
   *
   * @param track of the calling thread
   * @param worker who writes
   * @param piece the how manieth of that worker
   * @param pause between the two halves of the line
   * @throws IOException if the file cannot be read or written
   */
  @ZkLocked(value = KEY, mode = LockMode.WRITE)
  public void append(int track, int worker, int piece, Duration pause) throws IOException {
    moments.accept(Moment.now(Moment.Kind.HOLDS, track, KEY + "#" + worker));
    try (FileChannel file = open(StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = file.size();
      String line = new Entry(lastNumber(file, end) + 1, worker, piece) + "\n";
      int half = line.length() / 2;
      write(file, end, line.substring(0, half));
      LockSupport.parkNanos(pause.toNanos());
      write(file, end + half, line.substring(half));
    } finally {
      moments.accept(Moment.now(Moment.Kind.LEAVES, track, KEY));
    }
  }

  /**
   * Reads what came since.
   *
   * @param track of the calling thread
   * @param from where the last reading ended
   * @return what stands behind that
   * @throws IOException if the file cannot be read
   */
  @ZkLocked(value = KEY, mode = LockMode.READ)
  public byte[] tail(int track, long from) throws IOException {
    moments.accept(Moment.now(Moment.Kind.SHARES, track, KEY));
    try (FileChannel file = open(StandardOpenOption.READ)) {
      return read(file, from, Math.max(0, Math.toIntExact(file.size() - from)));
    } finally {
      moments.accept(Moment.now(Moment.Kind.LEAVES, track, KEY));
    }
  }

  private FileChannel open(StandardOpenOption... how) throws IOException {
    return FileChannel.open(path, how);
  }

  private static long lastNumber(FileChannel file, long end) throws IOException {
    int length = (int) Math.min(end, LAST_LINE);
    String tail = new String(read(file, end - length, length), StandardCharsets.US_ASCII);
    String whole = tail.substring(0, tail.lastIndexOf('\n') + 1).strip();
    String last = whole.substring(whole.lastIndexOf('\n') + 1);
    return Entry.parse(last).map(Entry::number).orElse(0L);
  }

  private static byte[] read(FileChannel file, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
      // on to the next piece
    }
    byte[] read = new byte[bytes.position()];
    bytes.flip().get(read);
    return read;
  }

  private static void write(FileChannel file, long at, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      file.write(bytes, at + bytes.position());
    }
  }
}
