package io.zklocked.agent.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * The loggers of the agent's own loader. Their lines go to the process's standard error, past
 * {@link System#err}, which an application may have replaced by something that takes locks or loads
 * classes: a line may come from the midst of class loading. Thread-safe: a line is one write.
 */
public final class StderrLoggers implements ILoggerFactory {

  private static final String OWN = "io.zklocked";

  private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
  private final OutputStream out = new FileOutputStream(FileDescriptor.err);
  private volatile Level least = Level.INFO;

  StderrLoggers() {}

  /**
   * Sets what is written from now on.
   *
   * @param level the least level of our own lines; those of libraries are two levels stricter
   */
  public void level(Level level) {
    least = level;
  }

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, any -> new StderrLogger(any, this));
  }

  boolean isOn(String logger, Level level) {
    int wanted = least.toInt();
    int needed = logger.startsWith(OWN) || wanted == Level.TRACE.toInt() ? wanted : wanted + 20;
    return level.toInt() >= Math.min(needed, Level.ERROR.toInt());
  }

  void write(String line) {
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return; // Nobody reads standard error: there is no better place to say so.
    }
  }
}
