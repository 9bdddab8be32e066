package io.zklocked.runtime;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All places that a configuration comes from, the strongest first. Immutable. */
final class ConfigSources {

  private final List<ConfigSource> sources;

  private ConfigSources(List<ConfigSource> sources) {
    this.sources = sources;
  }

  /**
   * Reads what there is, and refuses keys that nobody knows.
   *
   * @param agentArgument the argument of the agent; null if there is none
   * @param systemProperties all system properties
   * @param environment all environment variables
   * @throws ConfigException if a key is unknown, or the file cannot be read
   */
  static ConfigSources read(
      @Nullable String agentArgument, Map<?, ?> systemProperties, Map<?, ?> environment) {
    return read(ConfigSource.agentArgument(agentArgument), systemProperties, environment);
  }

  /**
   * Reads what there is, and refuses keys that nobody knows.
   *
   * @param strongest what was said when this process was started
   * @param systemProperties all system properties
   * @param environment all environment variables
   * @throws ConfigException if a key is unknown, or the file cannot be read
   */
  static ConfigSources read(
      ConfigSource strongest, Map<?, ?> systemProperties, Map<?, ?> environment) {
    List<ConfigSource> sources = new ArrayList<>(4);
    sources.add(strongest);
    sources.add(ConfigSource.systemProperties(systemProperties));
    sources.add(ConfigSource.environment(environment));
    for (ConfigSource source : sources) {
      source.checkKeys();
    }
    ConfigSource file = file(sources);
    if (file != null) {
      file.checkKeys();
      sources.add(file);
    }
    return new ConfigSources(sources);
  }

  /**
   * The value of every key that has one.
   *
   * @throws ConfigException if a value is malformed, or no ensemble is named where one is needed
   */
  Map<ConfigKey, Object> values() {
    Map<ConfigKey, Object> values = new EnumMap<>(ConfigKey.class);
    for (ConfigKey key : ConfigKey.values()) {
      Object value = value(key);
      if (value != null) {
        values.put(key, value);
      }
    }
    if (!values.containsKey(ConfigKey.CONNECT)
        && !Boolean.TRUE.equals(values.get(ConfigKey.OBSERVE))) {
      throw notConnected();
    }
    return values;
  }

  /** The values that the file has for templates. */
  Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    for (ConfigSource source : sources) {
      properties.putAll(source.properties());
    }
    return properties;
  }

  private static @Nullable ConfigSource file(List<ConfigSource> sources) {
    for (ConfigSource source : sources) {
      String path = source.get(ConfigKey.CONFIG);
      if (path != null) {
        String place = source.place(source.kind().spell(ConfigKey.CONFIG));
        return new ConfigFile((String) parse(source, ConfigKey.CONFIG, path), place).read();
      }
    }
    return null;
  }

  private @Nullable Object value(ConfigKey key) {
    for (ConfigSource source : sources) {
      String text = source.get(key);
      if (text != null) {
        return parse(source, key, text);
      }
    }
    String text = key.defaultText();
    return text == null ? null : key.parse(text);
  }

  private static Object parse(ConfigSource source, ConfigKey key, String text) {
    try {
      return key.parse(text);
    } catch (IllegalArgumentException e) {
      throw source.refused(key, text, e);
    }
  }

  private ConfigException notConnected() {
    StringBuilder looked = new StringBuilder("No ensemble is configured. Looked for");
    String separator = " ";
    for (ConfigSource source : sources) {
      String spelled = source.kind().spell(ConfigKey.CONNECT);
      looked.append(separator).append(source.place(spelled));
      separator = "; ";
    }
    if (sources.get(sources.size() - 1).kind() != ConfigSource.Kind.FILE) {
      looked.append("; no file is named by ").append(ConfigKey.CONFIG.text());
    }
    looked.append(". Say where the servers are, for example connect=");
    looked.append(ConfigKey.CONNECT.example());
    looked.append(" (").append(ConfigKey.CONNECT.allowed()).append(").");
    return new ConfigException(looked.toString(), null, ConfigKey.CONNECT.text(), null);
  }
}
