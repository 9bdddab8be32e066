package io.zklocked.agent.inside;

import io.zklocked.agent.link.LazyRuntime;
import io.zklocked.agent.link.Linkage;
import io.zklocked.agent.link.SpringTransactions;
import io.zklocked.agent.log.StderrLoggers;
import io.zklocked.agent.weave.Weaver;
import io.zklocked.runtime.ConfigException;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.spi.ThreadHolds;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What the entry finds in this loader by name: a function that opens the weaver, and whose text is
 * the address of the ensemble. Immutable.
 */
public final class AgentSide implements Function<Instrumentation, ClassFileTransformer> {

  private final ZkLocksConfig config;

  private AgentSide(ZkLocksConfig config) {
    this.config = config;
  }

  /**
   * Reads the configuration.
   *
   * @param arguments the agent's, or null
   * @return the function
   * @throws IllegalArgumentException if the configuration is missing or wrong; the message is one
   *     line
   */
  public static Function<Instrumentation, ClassFileTransformer> open(@Nullable String arguments) {
    try {
      return new AgentSide(ZkLocksConfig.load(arguments));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Defines the dispatcher and opens the weaver. The runtime starts at the first call of a woven
   * method.
   *
   * @param instrumentation the JVM's
   * @return what weaves the classes that it is given, and fails for those it cannot make safe
   */
  @Override
  public ClassFileTransformer apply(Instrumentation instrumentation) {
    if (LoggerFactory.getILoggerFactory() instanceof StderrLoggers loggers) {
      loggers.level(Level.valueOf(config.log().toUpperCase(Locale.ROOT)));
    }
    WovenClasses woven = new WovenClasses();
    SpringTransactions transactions = new SpringTransactions();
    Linkage linkage =
        new Linkage(
            new LazyRuntime(config, transactions),
            transactions,
            woven,
            new ClassRights(instrumentation));
    Supplier<?> holds = ThreadHolds::innermost;
    Dispatcher.install(instrumentation, linkage, holds, woven);
    return new WeavingTransformer(new Weaver(Dispatcher.NAME, config::property), woven);
  }

  /** The address of the ensemble, for people. */
  @Override
  public String toString() {
    return config.isMemory() ? "memory (locks hold within this JVM only)" : config.connect();
  }
}
