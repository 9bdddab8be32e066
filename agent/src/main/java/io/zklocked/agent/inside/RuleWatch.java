package io.zklocked.agent.inside;

import io.zklocked.agent.link.LiveSettings;
import io.zklocked.agent.rule.DeclaredMethods;
import io.zklocked.agent.rule.RuleBook;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.rule.RulesFile;
import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the rules while the application runs: says which of them come to nothing, at the
 * start as far as that is known, after a minute and at the end, and puts what the file sets of
 * locks into effect when the file changes. Its thread is a daemon; the file is looked at each
 * second.
 */
final class RuleWatch {

  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REPORT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final @Nullable String path;
  private final RuleBook rules;
  private final LiveSettings settings;
  private final Runnable beforeTheFirstWord;
  private RulesFile current;
  private FileStamp stamp;

  RuleWatch(
      ZkLocksConfig config, RuleBook rules, LiveSettings settings, Runnable beforeTheFirstWord) {
    this.beforeTheFirstWord = beforeTheFirstWord;
    this.path = config.rulesFile();
    this.rules = rules;
    this.settings = settings;
    this.current = rules.rules();
    this.stamp = FileStamp.of(path);
  }

  void start() {
    Thread watch = new Thread(null, this::run, "zklocked-rules", 0, false);
    watch.setContextClassLoader(RuleWatch.class.getClassLoader());
    watch.setDaemon(true);
    watch.start();
    Thread last = new Thread(null, () -> report("at the end"), "zklocked-rules-end", 0, false);
    last.setContextClassLoader(RuleWatch.class.getClassLoader());
    Runtime.getRuntime().addShutdownHook(last);
  }

  private void run() {
    long start = System.nanoTime();
    // By then the application has begun, and has chosen its loggers and file systems.
    LockSupport.parkNanos(ROUND_NANOS);
    beforeTheFirstWord.run();
    ClassLoader application = ClassLoader.getSystemClassLoader();
    DeclaredMethods.problems(rules.rules(), application).forEach(log()::error);
    boolean reported = false;
    while (true) {
      LockSupport.parkNanos(ROUND_NANOS);
      if (!reported && System.nanoTime() - start >= REPORT_NANOS) {
        reported = true;
        report("after a minute");
      }
      look();
    }
  }

  private void report(String when) {
    beforeTheFirstWord.run();
    List<String> findings = rules.ledger().findings();
    for (String finding : findings) {
      log().warn("rules, {}: {}", when, finding);
    }
  }

  private void look() {
    FileStamp now = FileStamp.of(path);
    if (path == null || now.equals(stamp)) {
      return;
    }
    stamp = now;
    try {
      RulesFile read = RulesFile.read(path);
      if (!read.setsLiveTheSameAs(current)) {
        settings.change(read);
        log().info("{} has changed: what it sets of locks is in effect", path);
      }
      if (!read.setsWovenTheSameAs(rules.rules())) {
        log().warn("{} has changed: on-busy and release-at are set at the next start", path);
      }
      if (!read.locksTheSameAs(rules.rules())) {
        log().warn("{} has changed: what it locks is locked after the next start", path);
      }
      current = read;
    } catch (IllegalArgumentException e) {
      log().error("{} has changed and is left out, all stays as it was: {}", path, e.getMessage());
    }
  }

  /** Asked for as late as it is needed: this class is loaded before the application. */
  private static Logger log() {
    return LoggerFactory.getLogger("io.zklocked.agent");
  }

  /** By what a change of the file is seen. */
  private record FileStamp(long modified, long length) {

    static FileStamp of(@Nullable String path) {
      File file = path == null ? null : new File(path);
      return file == null ? new FileStamp(0, 0) : new FileStamp(file.lastModified(), file.length());
    }
  }
}
