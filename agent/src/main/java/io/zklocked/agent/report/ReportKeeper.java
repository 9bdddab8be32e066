package io.zklocked.agent.report;

import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.metrics.JmxSource;
import io.zklocked.runtime.observe.Observations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the file of a report as new as it has to be: it is rewritten a moment after the first class
 * was woven, every {@value #SECONDS} seconds while anything changes, when somebody asks, and when
 * the JVM ends, which one line of the log tells as well. Thread-safe: one file is written at a
 * time, {@code this} guards that.
 */
public final class ReportKeeper {

  private static final Logger LOG = LoggerFactory.getLogger("io.zklocked.agent");

  private static final int SECONDS = 10;
  private static final long NANOS_A_SECOND = 1_000_000_000L;

  private final WeaveReport report;
  private final @Nullable String file;
  private final String ensemble;
  private final JmxSource meters;
  private final @Nullable Observations observations;
  private final AtomicBoolean started = new AtomicBoolean();
  private long written = -1;
  private boolean failed;

  /**
   * Nothing is written yet.
   *
   * @param report what to write
   * @param config says where to; without a file there is the line of the log alone
   * @param ensemble where the locks lie, or that there are none
   * @param observations what would have been waited for, where nothing is locked; or null
   */
  public ReportKeeper(
      WeaveReport report,
      ZkLocksConfig config,
      String ensemble,
      @Nullable Observations observations) {
    this.observations = observations;
    this.report = report;
    this.file = config.report();
    this.ensemble = ensemble;
    this.meters = new JmxSource(config.sessionTimeout()::toMillis, this::write);
  }

  /**
   * The meters of which the report tells, and by which it can be asked for.
   *
   * @return the source of the meters, always the same
   */
  public JmxSource meters() {
    return meters;
  }

  /** There is something to report: to be called at each class, only the first call counts. */
  public void start() {
    if (started.get() || !started.compareAndSet(false, true)) {
      return;
    }
    Thread end = thread(new End(), "zklocked-report-end");
    try {
      Runtime.getRuntime().addShutdownHook(end);
    } catch (IllegalStateException e) {
      return; // The JVM ends already, and the class that is being woven does not care.
    }
    if (file != null) {
      Thread keeper = thread(new Keep(), "zklocked-report");
      keeper.setDaemon(true);
      keeper.start();
    }
  }

  /**
   * Writes the file now.
   *
   * @return where it is, or why there is none; for people
   */
  public String write() {
    return file == null ? "no report is asked for: set report=<file>" : write(file);
  }

  private synchronized String write(String name) {
    Path target = Path.of(name).toAbsolutePath();
    long changes = report.changes();
    try {
      Path draft = target.resolveSibling(target.getFileName() + ".new");
      String text =
          new ReportText(report, ensemble, observations).json(Instant.now(), meters.locks());
      Files.writeString(draft, text, StandardCharsets.UTF_8);
      try {
        Files.move(
            draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      }
      written = changes;
      failed = false;
      return target.toString();
    } catch (IOException | RuntimeException e) {
      String problem = "the report " + target + " cannot be written: " + e;
      if (!failed) {
        LOG.error(problem);
      }
      failed = true;
      return problem;
    }
  }

  private void keep() {
    LockSupport.parkNanos(NANOS_A_SECOND);
    while (true) {
      if (isStale()) {
        write();
      }
      LockSupport.parkNanos(SECONDS * NANOS_A_SECOND);
    }
  }

  private synchronized boolean isStale() {
    return written != report.changes();
  }

  private void end() {
    ReportText text = new ReportText(report, ensemble, observations);
    if (!text.isEmpty()) {
      LOG.info("{}{}", text.line(), file == null ? "" : "; report: " + write());
    }
  }

  /** Inherits nothing of the thread that happens to load the first class. */
  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setContextClassLoader(ReportKeeper.class.getClassLoader());
    return thread;
  }

  /**
   * Not a lambda, as the thread is made while a class is loaded, perhaps the first of a program.
   */
  private final class End implements Runnable {
    @Override
    public void run() {
      end();
    }
  }

  /** As above. */
  private final class Keep implements Runnable {
    @Override
    public void run() {
      keep();
    }
  }
}
