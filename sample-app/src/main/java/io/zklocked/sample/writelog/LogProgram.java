package io.zklocked.sample.writelog;

import io.zklocked.sample.worker.Arguments;
import io.zklocked.sample.worker.LauncherLine;
import io.zklocked.sample.worker.Moment;
import io.zklocked.sample.worker.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * One process of the log: {@code --file path [--first n] [--workers n] [--lines n | --seconds n]
 * [--pause-micros n] [--seed n] [--launched yes|no]}. Each of its workers is a thread that appends
 * lines; one more thread tails the file, and tells how much it has read and the checksum of it.
 */
public final class LogProgram {

  /** Between two readings. */
  private static final Duration READER_PAUSE = Duration.ofMillis(15);

  private final LogFile file;
  private final LauncherLine line;
  private final Arguments arguments;
  private final AtomicLong appended = new AtomicLong();
  private final AtomicBoolean written = new AtomicBoolean();

  private LogProgram(LogFile file, LauncherLine line, Arguments arguments) {
    this.file = file;
    this.line = line;
    this.arguments = arguments;
  }

  /**
   * Works, and ends when all workers are done.
   *
   * @param args pairs, as above
   * @throws Exception if a worker cannot go on
   */
  public static void main(String[] args) throws Exception {
    run(LogFile::new, args);
  }

  /**
   * The same with a file that somebody else makes.
   *
   * @param opening makes it, of its path and of what its moments are told to
   * @param args pairs, as above
   * @throws InterruptedException if the thread is interrupted
   * @throws ExecutionException if a worker could not go on
   */
  public static void run(BiFunction<Path, Consumer<Moment>, LogFile> opening, String... args)
      throws InterruptedException, ExecutionException {
    Arguments arguments = Arguments.of(args);
    LauncherLine line = LauncherLine.open(arguments.text("launched", "no").equals("yes"));
    LogFile file = opening.apply(Path.of(arguments.text("file", "write.log")), line::tell);
    new LogProgram(file, line, arguments).work();
  }

  private void work() throws InterruptedException, ExecutionException {
    int workers = arguments.number("workers", 10);
    ExecutorService threads = Executors.newFixedThreadPool(workers + 1);
    try {
      line.awaitGo();
      Future<Void> reader = threads.submit(this::read);
      List<Callable<Void>> writers = new ArrayList<>();
      for (int track = 1; track <= workers; track++) {
        int number = track;
        writers.add(() -> write(number));
      }
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
      written.set(true);
      reader.get();
    } finally {
      threads.shutdownNow();
    }
  }

  private Void write(int track) throws IOException {
    int worker = arguments.number("first", 1) + track - 1;
    int pauseMicros = arguments.number("pause-micros", 500);
    Random random = new Random(31L * arguments.number("seed", 1) + worker);
    Workload lines = Workload.of(arguments, "lines", 5);
    for (int piece = 1; lines.hasMore(piece - 1); piece++) {
      Duration pause = Duration.ofNanos(1_000L * (1 + random.nextInt(pauseMicros)));
      line.tell(Moment.now(Moment.Kind.WAITS, track, "log"));
      file.append(track, worker, piece, pause);
      line.tell("progress " + appended.incrementAndGet());
    }
    return null;
  }

  private Void read() throws IOException {
    CRC32 checksum = new CRC32();
    long position = 0;
    boolean last;
    do {
      last = written.get();
      line.tell(Moment.now(Moment.Kind.WAITS, 0, "log"));
      byte[] read = file.tail(0, position);
      position += read.length;
      checksum.update(read);
      line.tell("read %d %08x".formatted(position, checksum.getValue()));
      LockSupport.parkNanos(READER_PAUSE.toNanos());
    } while (!last);
    return null;
  }
}
