package io.zklocked.agent.inside;

import io.zklocked.agent.glance.Glance;
import io.zklocked.agent.link.LiveSettings;
import io.zklocked.agent.log.StderrLoggers;
import io.zklocked.agent.report.WeaveReport;
import io.zklocked.agent.rule.RuleBook;
import io.zklocked.runtime.ConfigException;
import io.zklocked.runtime.ZkLocksConfig;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What the entry finds in this loader by name: it opens the weaver, tells which classes the weaver
 * should see, is told of classes that could not be woven and tells whether these are refused, and
 * its text says where the locks lie and what rules there are. Thread-safe.
 */
public final class AgentSide
    implements Function<Instrumentation, ClassFileTransformer>,
        BiPredicate<ClassLoader, byte[]>,
        Consumer<Object[]>,
        BooleanSupplier {

  private final ZkLocksConfig config;
  private final RuleBook rules;
  private final Glance glance;

  /** Null before anything is to be woven, or a file of rules to be watched. */
  private @Nullable LiveSettings settings;

  /** Null before anything is to be woven. */
  private volatile @Nullable WeaveReport report;

  private AgentSide(ZkLocksConfig config) {
    this.config = config;
    this.rules = new RuleBook(config.rules());
    this.glance = new Glance(rules);
  }

  private void watchRules() {
    if (!config.rulesShown().equals("none")) {
      new RuleWatch(config, rules, settings(), this::setLevel).start();
    }
  }

  private synchronized LiveSettings settings() {
    LiveSettings made = settings;
    if (made == null) {
      made = new LiveSettings(config.rules(), config.rulesFile() != null);
      settings = made;
    }
    return made;
  }

  /** Not before somebody has something to say: the loggers are up to the application until then. */
  private void setLevel() {
    if (LoggerFactory.getILoggerFactory() instanceof StderrLoggers loggers) {
      loggers.level(Level.valueOf(config.log().toUpperCase(Locale.ROOT)));
    }
  }

  /**
   * Reads the configuration. It has the shape of {@code premain}, by which the JVM has just linked
   * reflection: for another shape it would spin classes of its own.
   *
   * @param arguments the agent's, or null
   * @param opened takes what opens the weaver, and looks at classes
   * @throws IllegalArgumentException if the configuration is missing or wrong; the message is one
   *     line
   */
  public static void open(@Nullable String arguments, Object[] opened) {
    try {
      AgentSide side = new AgentSide(ZkLocksConfig.load(arguments));
      side.glance.warmUp();
      side.watchRules();
      opened[0] = side;
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Defines the dispatcher and opens the weaver. Beside that the runtime starts, which connects at
   * the first call of a woven method.
   *
   * @param instrumentation the JVM's
   * @return what weaves the classes that it is given, and fails for those it cannot make safe
   */
  @Override
  public ClassFileTransformer apply(Instrumentation instrumentation) {
    setLevel();
    WeaveReport met = new WeaveReport(rules.ledger(), config.report() != null);
    report = met;
    return new WeaverOpening(config, rules, settings(), met, ensemble(), getAsBoolean())
        .open(instrumentation);
  }

  /**
   * Looks at a class file, for each class that is loaded.
   *
   * @param loader the loader of the class
   * @param file its bytes
   * @return whether it has something to lock, as far as a glance can tell
   */
  @Override
  public boolean test(ClassLoader loader, byte[] file) {
    return glance.test(loader, file);
  }

  /**
   * A class could not be woven.
   *
   * @param failure its loader, its name as in the source, whether it is loaded all the same, so
   *     that it RUNS WITHOUT LOCKS, and why
   */
  @Override
  public void accept(Object[] failure) {
    WeaveReport met = report;
    if (met != null) {
      met.failed(
          (ClassLoader) failure[0], (String) failure[1], (Boolean) failure[2], (String) failure[3]);
    }
  }

  /** Whether a class that cannot be woven must not be loaded. */
  @Override
  public boolean getAsBoolean() {
    return config.failsUnwoven() && !config.observes();
  }

  /** The address of the ensemble, the rules, and what else is said at the start, for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("ensemble ").append(ensemble());
    text.append(", rules ").append(config.rulesShown());
    if (!config.failsUnwoven() && !config.observes()) {
      text.append(", on-unwoven=warn");
    }
    if (config.report() != null) {
      text.append(", report ").append(config.report());
    }
    return text.toString();
  }

  private String ensemble() {
    if (config.observes()) {
      return "none: OBSERVES ONLY, NOTHING IS LOCKED (observe=on)";
    }
    return config.isMemory() ? "memory (locks hold within this JVM only)" : config.connect();
  }
}
