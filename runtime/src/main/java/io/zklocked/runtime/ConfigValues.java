package io.zklocked.runtime;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the keys, each checked. Immutable: a {@code with} method gives a changed copy. */
final class ConfigValues {

  private final Map<ConfigKey, Object> values;

  /** Takes values that were checked by their keys. */
  ConfigValues(Map<ConfigKey, Object> values) {
    this.values = values;
  }

  static ConfigValues defaults() {
    Map<ConfigKey, Object> values = new EnumMap<>(ConfigKey.class);
    for (ConfigKey key : ConfigKey.values()) {
      String text = key.defaultText();
      if (text != null) {
        values.put(key, key.parse(text));
      }
    }
    return new ConfigValues(values);
  }

  /** The value of a key that always has one. */
  <T> T get(ConfigKey key, Class<T> type) {
    T value = find(key, type);
    if (value == null) {
      throw new IllegalStateException(key.text());
    }
    return value;
  }

  /** The value of a key, or null if it has none. */
  <T> @Nullable T find(ConfigKey key, Class<T> type) {
    return type.cast(values.get(key));
  }

  ConfigValues with(ConfigKey key, Object value) {
    Map<ConfigKey, Object> copy = new EnumMap<>(values);
    copy.put(key, value);
    return new ConfigValues(copy);
  }

  ConfigValues without(ConfigKey key) {
    Map<ConfigKey, Object> copy = new EnumMap<>(ConfigKey.class);
    copy.putAll(values);
    copy.remove(key);
    return new ConfigValues(copy);
  }

  /** A copy with a value as a source would give it. */
  ConfigValues withText(ConfigKey key, String text) {
    try {
      return with(key, key.parse(text));
    } catch (IllegalArgumentException e) {
      throw refused(key, key == ConfigKey.CONNECT ? EnsembleAddress.withoutSecrets(text) : text, e);
    }
  }

  ConfigValues withTime(ConfigKey key, Duration time) {
    try {
      return with(key, key.checkTime(time));
    } catch (IllegalArgumentException e) {
      throw refused(key, key.shown(time), e);
    }
  }

  /** Writes each key with its value and a comma behind it. */
  void writeTo(StringBuilder text) {
    for (Map.Entry<ConfigKey, Object> entry : values.entrySet()) {
      ConfigKey key = entry.getKey();
      text.append(key.text()).append('=').append(key.shown(entry.getValue())).append(", ");
    }
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
}
