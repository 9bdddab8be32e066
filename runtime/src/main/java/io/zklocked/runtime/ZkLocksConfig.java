package io.zklocked.runtime;

import io.zklocked.runtime.rule.Adoption;
import io.zklocked.runtime.rule.RulesFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one runtime. Immutable: a {@code with} method gives a changed copy. Every
 * instance is valid; what cannot be used is refused by {@link ConfigException} where it is given.
 *
 * <p>{@link #load(String)} reads the sources in this order, the first that has a key decides:
 *
 * <ol>
 *   <li>the argument of the agent: {@code connect=zk1:2181,zk2:2181,root=/app}, where a part
 *       without {@code =} continues the value before it;
 *   <li>the system property {@code zklocked.<key>};
 *   <li>the environment variable {@code ZKLOCKED_<KEY>}, dashes and dots as underscores;
 *   <li>the properties file in UTF-8 that the key {@code config} names in one of the above.
 * </ol>
 *
 * <p>A key that is not known is an error in every source, even where another source decides.
 *
 * <p>Runs before the application under the agent. Therefore this class and all that it uses keep to
 * {@code java.lang}, {@code java.io}, {@code java.util} and {@code java.time}, and the way without
 * an error has no lambda, no regular expression and no concatenation by {@code +}.
 */
public final class ZkLocksConfig {

  private final ConfigValues values;
  private final Map<String, String> properties;

  private ZkLocksConfig(ConfigValues values, Map<String, String> properties) {
    this.values = values;
    this.properties = properties;
  }

  /**
   * A configuration with the defaults for an ensemble of servers.
   *
   * @param connect {@code host:port,host:port,...[/chroot]}, or {@code memory}
   * @return the configuration
   * @throws ConfigException if the address is malformed
   */
  public static ZkLocksConfig connect(String connect) {
    return new ZkLocksConfig(ConfigValues.defaults(), Collections.emptyMap()).withConnect(connect);
  }

  /**
   * A configuration with the defaults for locks within this JVM: for tests and laptops.
   *
   * @return the configuration
   */
  public static ZkLocksConfig memory() {
    return connect(EnsembleAddress.MEMORY);
  }

  /**
   * Reads system properties, environment and file.
   *
   * @return the configuration
   * @throws ConfigException as {@link #load(String)}
   */
  public static ZkLocksConfig load() {
    return load(null);
  }

  /**
   * Reads all sources. Blocks for the reading of the file.
   *
   * @param agentArgument the argument of the agent; null or empty if there is none
   * @return the configuration
   * @throws ConfigException if a key is unknown, a value is malformed, the file cannot be read, or
   *     no ensemble is named; the message is one line
   */
  public static ZkLocksConfig load(@Nullable String agentArgument) {
    return of(ConfigSources.read(agentArgument, System.getProperties(), System.getenv()));
  }

  /**
   * Reads all sources as {@link #load(String)} does, with the options of a command in the place of
   * the agent's argument. Blocks for the reading of the file.
   *
   * @param options values by their keys, without dashes
   * @return the configuration
   * @throws ConfigException as {@link #load(String)}
   */
  public static ZkLocksConfig loadOptions(Map<String, String> options) {
    return of(
        ConfigSources.read(ConfigSource.options(options), System.getProperties(), System.getenv()));
  }

  /**
   * The keys that there are.
   *
   * @return all of them, in the order of the documentation
   */
  public static List<ConfigText> keys() {
    List<ConfigText> keys = new ArrayList<>();
    for (ConfigKey key : ConfigKey.values()) {
      keys.add(new ConfigText(key.text(), key.defaultText(), key.allowed(), key.description()));
    }
    return keys;
  }

  static ZkLocksConfig of(ConfigSources sources) {
    ZkLocksConfig config =
        new ZkLocksConfig(new ConfigValues(sources.values()), sources.properties());
    Safeguards.check(config);
    return config;
  }

  /**
   * The address of the ensemble.
   *
   * @return {@code host:port,host:port,...[/chroot]}, or {@code memory}
   * @throws ConfigException if none is named, which only {@code observe=on} allows
   */
  public String connect() {
    String connect = values.find(ConfigKey.CONNECT, String.class);
    if (connect == null) {
      throw new ConfigException(
          "No ensemble is configured: observe=on does without one under the agent alone. Say where"
              + " the servers are by connect.",
          null,
          ConfigKey.CONNECT.text(),
          null);
    }
    return connect;
  }

  /**
   * Whether the locks are kept within this JVM.
   *
   * @return true if {@link #connect()} is {@code memory}
   */
  public boolean isMemory() {
    return connect().equals(EnsembleAddress.MEMORY);
  }

  /**
   * The path below which the locks lie.
   *
   * @return an absolute path of one element or more
   */
  public String root() {
    return values.get(ConfigKey.ROOT, String.class);
  }

  /**
   * How long the ensemble is asked to wait for a silent process.
   *
   * @return positive, and less than 2^31 milliseconds
   */
  public Duration sessionTimeout() {
    return values.get(ConfigKey.SESSION_TIMEOUT, Duration.class);
  }

  /**
   * How long one attempt to connect may take, and how long an acquisition that does not wait gives
   * the ensemble to answer.
   *
   * @return positive, and less than 2^31 milliseconds
   */
  public Duration connectTimeout() {
    return values.get(ConfigKey.CONNECT_TIMEOUT, Duration.class);
  }

  /**
   * How long a call waits for its lock where nothing else is said.
   *
   * @return zero for one try; {@link Long#MAX_VALUE} nanoseconds for no limit
   */
  public Duration waitTime() {
    return values.get(ConfigKey.WAIT_TIME, Duration.class);
  }

  /**
   * How long the end of the process waits for the bodies that hold locks.
   *
   * @return zero or more
   */
  public Duration shutdownGrace() {
    return values.get(ConfigKey.SHUTDOWN_GRACE, Duration.class);
  }

  /** After how long a wait is told of; zero for never. */
  Duration waitWarning() {
    return values.get(ConfigKey.WAIT_WARNING, Duration.class);
  }

  boolean handOff() {
    return values.get(ConfigKey.HAND_OFF, Boolean.class);
  }

  /** How long locks are retained; zero for not at all, and no longer than makes sense. */
  Duration retain() {
    Duration given = givenRetention();
    Duration longest = ConfigWarnings.longestRetention(sessionTimeout());
    return given.compareTo(longest) < 0 ? given : longest;
  }

  Duration givenRetention() {
    return values.get(ConfigKey.RETAIN, Duration.class);
  }

  boolean verifiedRelease() {
    return values.get(ConfigKey.VERIFIED_RELEASE, Boolean.class);
  }

  OrderCheck orderCheck() {
    return values.get(ConfigKey.ORDER_CHECK, OrderCheck.class);
  }

  /**
   * What is locked, and set of locks, though no annotation says so.
   *
   * @return the rules of the file, and of the libraries that are adopted; perhaps none
   */
  public RulesFile rules() {
    RulesFile given = values.find(ConfigKey.RULES, RulesFile.class);
    Adoption adopted = values.find(ConfigKey.ADOPT, Adoption.class);
    RulesFile rules = given == null ? RulesFile.NONE : given;
    return adopted == null ? rules : rules.and(adopted.rules());
  }

  /**
   * The rules file.
   *
   * @return its path as it was given, or null if there is none
   */
  public @Nullable String rulesFile() {
    RulesFile given = values.find(ConfigKey.RULES, RulesFile.class);
    return given == null ? null : given.path();
  }

  /**
   * Where the rules come from, for people.
   *
   * @return the path of the file and the libraries that are adopted, or {@code none}
   */
  public String rulesShown() {
    RulesFile given = values.find(ConfigKey.RULES, RulesFile.class);
    Adoption adopted = values.find(ConfigKey.ADOPT, Adoption.class);
    if (adopted == null) {
      return given == null ? "none" : given.path();
    }
    String adoption = "adopt=".concat(adopted.text());
    return given == null ? adoption : given.path().concat(", ").concat(adoption);
  }

  /**
   * A copy without rules, for whoever has put them into effect.
   *
   * @return the copy
   */
  public ZkLocksConfig withoutRules() {
    return with(values.without(ConfigKey.RULES).without(ConfigKey.ADOPT));
  }

  PersistentParents persistentParents() {
    PersistentParents given = values.find(ConfigKey.PERSISTENT_PARENTS, PersistentParents.class);
    return given == null ? PersistentParents.NONE : given;
  }

  /**
   * Whether meters are kept and shown.
   *
   * @return true unless switched off
   */
  public boolean metrics() {
    return values.get(ConfigKey.METRICS, Boolean.class);
  }

  /**
   * What becomes of methods that are to be locked and cannot be woven.
   *
   * @return true if they throw, false if they run without their locks
   */
  public boolean failsUnwoven() {
    return values.get(ConfigKey.ON_UNWOVEN, String.class).equals(ConfigKey.FAIL);
  }

  /**
   * Whether the agent locks nothing and only tells what would have been waited for. Then {@link
   * #connect} may be missing.
   *
   * @return false unless switched on
   */
  public boolean observes() {
    return values.get(ConfigKey.OBSERVE, Boolean.class);
  }

  /**
   * The file of the agent's report.
   *
   * @return its path as it was given, or null if no report is wanted
   */
  public @Nullable String report() {
    return values.find(ConfigKey.REPORT, String.class);
  }

  /**
   * The least level of the agent's own log.
   *
   * @return one of {@code error}, {@code warn}, {@code info}, {@code debug} and {@code trace}
   */
  public String log() {
    return values.get(ConfigKey.LOG, String.class);
  }

  /**
   * The file that was read.
   *
   * @return its path as it was given, or null if no file was read
   */
  public @Nullable String configFile() {
    return values.find(ConfigKey.CONFIG, String.class);
  }

  /**
   * The value of a <code>${name}</code> in a template: the system property of exactly that name; if
   * there is none, the environment variable of exactly that name; if there is none, what {@link
   * #withProperty} or the entry {@code property.<name>} of the file gave. System properties and
   * environment are read at each call, so that what the application sets at its start counts.
   *
   * @param name the name, as the template has it
   * @return the value, or null if there is none
   */
  public @Nullable String property(String name) {
    if (name.isEmpty()) {
      return null;
    }
    String value = System.getProperty(name);
    if (value == null) {
      value = System.getenv(name);
    }
    return value == null ? properties.get(name) : value;
  }

  /**
   * What a person should know of this configuration, although it can be used; for the log at start.
   *
   * @return sentences, none for a sound configuration
   */
  public List<String> warnings() {
    return ConfigWarnings.of(this);
  }

  /**
   * A copy with another ensemble.
   *
   * @param connect {@code host:port,host:port,...[/chroot]}, or {@code memory}
   * @return the copy
   * @throws ConfigException if the address is malformed
   */
  public ZkLocksConfig withConnect(String connect) {
    return with(values.withText(ConfigKey.CONNECT, connect));
  }

  /**
   * A copy with another root.
   *
   * @param root an absolute path of one element or more
   * @return the copy
   * @throws ConfigException if it is not a path that can hold locks
   */
  public ZkLocksConfig withRoot(String root) {
    return with(values.withText(ConfigKey.ROOT, root));
  }

  /**
   * A copy with another session timeout.
   *
   * @param sessionTimeout 1 ms or more
   * @return the copy
   * @throws ConfigException if it is too short or too long
   */
  public ZkLocksConfig withSessionTimeout(Duration sessionTimeout) {
    return with(values.withTime(ConfigKey.SESSION_TIMEOUT, sessionTimeout));
  }

  /**
   * A copy with another connect timeout.
   *
   * @param connectTimeout 1 ms or more
   * @return the copy
   * @throws ConfigException if it is too short or too long
   */
  public ZkLocksConfig withConnectTimeout(Duration connectTimeout) {
    return with(values.withTime(ConfigKey.CONNECT_TIMEOUT, connectTimeout));
  }

  /**
   * A copy with another wait time.
   *
   * @param waitTime zero for one try; {@link Long#MAX_VALUE} nanoseconds or more for no limit
   * @return the copy
   * @throws ConfigException if it is negative
   */
  public ZkLocksConfig withWaitTime(Duration waitTime) {
    return with(values.withTime(ConfigKey.WAIT_TIME, waitTime));
  }

  /**
   * A copy with another limit from which on a wait is told of in the log.
   *
   * @param waitWarning zero for never
   * @return the copy
   * @throws ConfigException if it is negative or too long
   */
  public ZkLocksConfig withWaitWarning(Duration waitWarning) {
    return with(values.withTime(ConfigKey.WAIT_WARNING, waitWarning));
  }

  /**
   * A copy with another grace time.
   *
   * @param shutdownGrace zero or more
   * @return the copy
   * @throws ConfigException if it is negative or too long
   */
  public ZkLocksConfig withShutdownGrace(Duration shutdownGrace) {
    return with(values.withTime(ConfigKey.SHUTDOWN_GRACE, shutdownGrace));
  }

  /**
   * A copy with or without hand-off between the threads of this JVM.
   *
   * @param handOff whether locks are handed on; without, each call takes its turn on ZooKeeper, in
   *     the order of all processes
   * @return the copy
   */
  public ZkLocksConfig withHandOff(boolean handOff) {
    return with(values.with(ConfigKey.HAND_OFF, handOff));
  }

  /**
   * A copy with another retention.
   *
   * @param retain zero for none
   * @return the copy
   * @throws ConfigException if it is negative or too long
   */
  public ZkLocksConfig withRetain(Duration retain) {
    return with(values.withTime(ConfigKey.RETAIN, retain));
  }

  /**
   * A copy with or without verified releases.
   *
   * @param verifiedRelease whether the end of a body waits until the release is confirmed
   * @return the copy
   */
  public ZkLocksConfig withVerifiedRelease(boolean verifiedRelease) {
    return with(values.with(ConfigKey.VERIFIED_RELEASE, verifiedRelease));
  }

  /**
   * A copy with another reaction to locks that are taken in opposite orders.
   *
   * @param orderCheck what is done about them
   * @return the copy
   */
  public ZkLocksConfig withOrderCheck(OrderCheck orderCheck) {
    return with(values.with(ConfigKey.ORDER_CHECK, orderCheck));
  }

  /**
   * A copy with meters or without.
   *
   * @param metrics whether meters are kept and shown
   * @return the copy
   */
  public ZkLocksConfig withMetrics(boolean metrics) {
    return with(values.with(ConfigKey.METRICS, metrics));
  }

  /**
   * A copy with another value of any key.
   *
   * @param key as the argument of the agent and the file spell it
   * @param value as they would give it
   * @return the copy
   * @throws ConfigException if the key is unknown or the value malformed
   */
  public ZkLocksConfig with(String key, String value) {
    return with(values.withText(ConfigKey.named(key), value));
  }

  /**
   * A copy with a value for a <code>${name}</code> in templates.
   *
   * @param name the name, as the template has it
   * @param value the value
   * @return the copy
   */
  public ZkLocksConfig withProperty(String name, String value) {
    Map<String, String> more = new TreeMap<>(properties);
    more.put(name, value);
    return new ZkLocksConfig(values, more);
  }

  /** All keys with their values, on one line; no secrets, and of the properties the names alone. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("ZkLocksConfig[");
    values.writeTo(text);
    return text.append("properties=").append(properties.keySet()).append(']').toString();
  }

  ConfigValues values() {
    return values;
  }

  private ZkLocksConfig with(ConfigValues changed) {
    return new ZkLocksConfig(changed, properties);
  }
}
