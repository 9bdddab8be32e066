package io.zklocked.agent.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One logger: time, level, thread, message. Thread-safe. */
final class StderrLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private final transient StderrLoggers loggers;

  StderrLogger(String name, StderrLoggers loggers) {
    this.name = name;
    this.loggers = loggers;
  }

  @Override
  public boolean isTraceEnabled() {
    return loggers.isOn(name, Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return loggers.isOn(name, Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return loggers.isOn(name, Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return loggers.isOn(name, Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return loggers.isOn(name, Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    StringBuilder line = new StringBuilder("zklocked: ");
    line.append(Instant.now().truncatedTo(ChronoUnit.MILLIS)).append(' ').append(level);
    line.append(" [").append(Thread.currentThread().getName()).append("] ");
    line.append(MessageFormatter.basicArrayFormat(message, arguments));
    line.append(System.lineSeparator());
    if (failure != null) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    loggers.write(line.toString());
  }
}
