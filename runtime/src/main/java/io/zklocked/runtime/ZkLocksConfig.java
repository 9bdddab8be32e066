package io.zklocked.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
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

  /** The time of a server's tick where its configuration does not say otherwise. */
  private static final Duration TICK = Duration.ofSeconds(2);

  private final Map<ConfigKey, Object> values;
  private final Map<String, String> properties;

  private ZkLocksConfig(Map<ConfigKey, Object> values, Map<String, String> properties) {
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
    Map<ConfigKey, Object> values = new EnumMap<>(ConfigKey.class);
    for (ConfigKey key : ConfigKey.values()) {
      String text = key.defaultText();
      if (text != null) {
        values.put(key, key.parse(text));
      }
    }
    return new ZkLocksConfig(values, Collections.emptyMap()).withConnect(connect);
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

  static ZkLocksConfig of(ConfigSources sources) {
    return new ZkLocksConfig(sources.values(), sources.properties());
  }

  /**
   * The address of the ensemble.
   *
   * @return {@code host:port,host:port,...[/chroot]}, or {@code memory}
   */
  public String connect() {
    return get(ConfigKey.CONNECT, String.class);
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
    return get(ConfigKey.ROOT, String.class);
  }

  /**
   * How long the ensemble is asked to wait for a silent process.
   *
   * @return positive, and less than 2^31 milliseconds
   */
  public Duration sessionTimeout() {
    return get(ConfigKey.SESSION_TIMEOUT, Duration.class);
  }

  /**
   * How long one attempt to connect may take, and how long an acquisition that does not wait gives
   * the ensemble to answer.
   *
   * @return positive, and less than 2^31 milliseconds
   */
  public Duration connectTimeout() {
    return get(ConfigKey.CONNECT_TIMEOUT, Duration.class);
  }

  /**
   * How long a call waits for its lock where nothing else is said.
   *
   * @return zero for one try; {@link Long#MAX_VALUE} nanoseconds for no limit
   */
  public Duration waitTime() {
    return get(ConfigKey.WAIT_TIME, Duration.class);
  }

  /**
   * How long the end of the process waits for the bodies that hold locks.
   *
   * @return zero or more
   */
  public Duration shutdownGrace() {
    return get(ConfigKey.SHUTDOWN_GRACE, Duration.class);
  }

  /**
   * Whether meters are kept and shown.
   *
   * @return true unless switched off
   */
  public boolean metrics() {
    return get(ConfigKey.METRICS, Boolean.class);
  }

  /**
   * The least level of the agent's own log.
   *
   * @return one of {@code error}, {@code warn}, {@code info}, {@code debug} and {@code trace}
   */
  public String log() {
    return get(ConfigKey.LOG, String.class);
  }

  /**
   * The file that was read.
   *
   * @return its path as it was given, or null if no file was read
   */
  public @Nullable String configFile() {
    return (String) values.get(ConfigKey.CONFIG);
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
    List<String> warnings = new ArrayList<>(2);
    if (isMemory()) {
      warnings.add(
          "connect=memory: the locks hold within this JVM only and keep no other process out");
    }
    Duration crash = sessionTimeout().plus(TICK).plus(TICK);
    if (!isMemory() && waitTime().compareTo(crash) < 0) {
      warnings.add(
          "wait-time="
              + DurationText.of(waitTime())
              + " does not outlast a crashed holder: its lock is freed after up to "
              + DurationText.of(crash)
              + " (session-timeout and two ticks of 2s), so waiters may fail as busy before. Raise"
              + " wait-time or lower session-timeout");
    }
    return warnings;
  }

  /**
   * A copy with another ensemble.
   *
   * @param connect {@code host:port,host:port,...[/chroot]}, or {@code memory}
   * @return the copy
   * @throws ConfigException if the address is malformed
   */
  public ZkLocksConfig withConnect(String connect) {
    return withText(ConfigKey.CONNECT, connect);
  }

  /**
   * A copy with another root.
   *
   * @param root an absolute path of one element or more
   * @return the copy
   * @throws ConfigException if it is not a path that can hold locks
   */
  public ZkLocksConfig withRoot(String root) {
    return withText(ConfigKey.ROOT, root);
  }

  /**
   * A copy with another session timeout.
   *
   * @param sessionTimeout 1 ms or more
   * @return the copy
   * @throws ConfigException if it is too short or too long
   */
  public ZkLocksConfig withSessionTimeout(Duration sessionTimeout) {
    return withTime(ConfigKey.SESSION_TIMEOUT, sessionTimeout);
  }

  /**
   * A copy with another connect timeout.
   *
   * @param connectTimeout 1 ms or more
   * @return the copy
   * @throws ConfigException if it is too short or too long
   */
  public ZkLocksConfig withConnectTimeout(Duration connectTimeout) {
    return withTime(ConfigKey.CONNECT_TIMEOUT, connectTimeout);
  }

  /**
   * A copy with another wait time.
   *
   * @param waitTime zero for one try; {@link Long#MAX_VALUE} nanoseconds or more for no limit
   * @return the copy
   * @throws ConfigException if it is negative
   */
  public ZkLocksConfig withWaitTime(Duration waitTime) {
    return withTime(ConfigKey.WAIT_TIME, waitTime);
  }

  /**
   * A copy with another grace time.
   *
   * @param shutdownGrace zero or more
   * @return the copy
   * @throws ConfigException if it is negative or too long
   */
  public ZkLocksConfig withShutdownGrace(Duration shutdownGrace) {
    return withTime(ConfigKey.SHUTDOWN_GRACE, shutdownGrace);
  }

  /**
   * A copy with meters or without.
   *
   * @param metrics whether meters are kept and shown
   * @return the copy
   */
  public ZkLocksConfig withMetrics(boolean metrics) {
    return with(ConfigKey.METRICS, metrics);
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
    for (Map.Entry<ConfigKey, Object> entry : values.entrySet()) {
      Object value = entry.getValue();
      text.append(entry.getKey().text()).append('=');
      if (value instanceof Duration time) {
        text.append(DurationText.of(time));
      } else if (value instanceof Boolean on) {
        text.append(on ? "on" : "off");
      } else {
        text.append(value);
      }
      text.append(", ");
    }
    return text.append("properties=").append(properties.keySet()).append(']').toString();
  }

  private ZkLocksConfig withText(ConfigKey key, String text) {
    try {
      return with(key, key.parse(text));
    } catch (IllegalArgumentException e) {
      throw refused(key, key == ConfigKey.CONNECT ? EnsembleAddress.withoutSecrets(text) : text, e);
    }
  }

  private ZkLocksConfig withTime(ConfigKey key, Duration time) {
    try {
      return with(key, key.checkTime(time));
    } catch (IllegalArgumentException e) {
      throw refused(key, DurationText.of(time), e);
    }
  }

  private ZkLocksConfig with(ConfigKey key, Object value) {
    Map<ConfigKey, Object> copy = new EnumMap<>(values);
    copy.put(key, value);
    return new ZkLocksConfig(copy, properties);
  }

  private static ConfigException refused(
      ConfigKey key, String shown, IllegalArgumentException problem) {
    return new ConfigException(
        key.text()
            + " cannot be "
            + QuotedValue.of(shown)
            + ": "
            + problem.getMessage()
            + ". Allowed: "
            + key.allowed()
            + ". Give for example "
            + key.example()
            + ".",
        "program",
        key.text(),
        problem);
  }

  private <T> T get(ConfigKey key, Class<T> type) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalStateException(key.text());
    }
    return type.cast(value);
  }
}
