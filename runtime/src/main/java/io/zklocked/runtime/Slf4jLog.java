package io.zklocked.runtime;

import io.zklocked.runtime.engine.EngineLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine says, in the application's log, under the name {@code io.zklocked}. */
final class Slf4jLog implements EngineLog {

  private final Logger logger = LoggerFactory.getLogger("io.zklocked");

  @Override
  public void debug(String message) {
    logger.debug(message);
  }

  @Override
  public void info(String message) {
    logger.info(message);
  }

  @Override
  public void warn(String message) {
    logger.warn(message);
  }

  @Override
  public void error(String message) {
    logger.error(message);
  }
}
