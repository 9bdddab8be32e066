package io.zklocked.runtime;

import io.zklocked.syntax.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One of the places that a configuration comes from. Immutable. */
final class ConfigSource {

  /** The kinds of sources, each with its way to spell keys. */
  enum Kind {
    AGENT_ARGUMENT("agent argument"),
    OPTION("option"),
    SYSTEM_PROPERTY("system property"),
    ENVIRONMENT("environment variable"),
    FILE("file");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String spell(ConfigKey key) {
      return switch (this) {
        case ENVIRONMENT -> key.environmentText();
        case SYSTEM_PROPERTY -> SYSTEM_PREFIX.concat(key.text());
        case OPTION -> OPTION_PREFIX.concat(key.text());
        case AGENT_ARGUMENT, FILE -> key.text();
      };
    }

    private String write(ConfigKey key) {
      String assignment = spell(key) + (this == FILE ? " = " : "=") + key.example();
      return this == SYSTEM_PROPERTY ? "-D" + assignment : assignment;
    }
  }

  /** What the command tells a program that runs under its lock, and what its launcher reads. */
  private static final Set<String> OF_AN_OUTER_LOCK =
      Set.of("ZKLOCKED_TOKEN", "ZKLOCKED_RESOURCE", "ZKLOCKED_PATH", "ZKLOCKED_JAVA_OPTIONS");

  private static final String OPTION_PREFIX = "--";
  private static final String SYSTEM_PREFIX = "zklocked.";
  private static final String ENVIRONMENT_PREFIX = "ZKLOCKED_";

  private final Kind kind;
  private final String name;
  private final Map<String, String> entries;

  private ConfigSource(Kind kind, String name, Map<String, String> entries) {
    this.kind = kind;
    this.name = name;
    this.entries = entries;
  }

  /** The argument of the agent: {@code key=value,...}, where a value may have commas. */
  static ConfigSource agentArgument(@Nullable String argument) {
    Map<String, String> entries = new TreeMap<>();
    String rest = argument == null ? "" : argument.strip();
    String key = null;
    int start = 0;
    while (start < rest.length() || (key != null && start == rest.length())) {
      int comma = rest.indexOf(',', start);
      int end = comma < 0 ? rest.length() : comma;
      String part = rest.substring(start, end);
      int equals = part.indexOf('=');
      if (equals >= 0) {
        key = part.substring(0, equals).strip();
        if (entries.put(key, part.substring(equals + 1).strip()) != null) {
          throw twice(Kind.AGENT_ARGUMENT.text, key);
        }
      } else if (key == null) {
        throw new ConfigException(
            "The agent argument starts with "
                + QuotedValue.of(part)
                + ", which is not key=value. Write for example connect=zk1:2181,zk2:2181,root=/app.",
            Kind.AGENT_ARGUMENT.text,
            null,
            null);
      } else {
        String before = entries.get(key);
        entries.put(key, (before == null ? "" : before).concat(",").concat(part.strip()));
      }
      start = end + 1;
    }
    return new ConfigSource(Kind.AGENT_ARGUMENT, Kind.AGENT_ARGUMENT.text, entries);
  }

  /** The options of a command, by their keys without dashes. */
  static ConfigSource options(Map<String, String> given) {
    Map<String, String> entries = new TreeMap<>();
    for (Map.Entry<String, String> entry : given.entrySet()) {
      entries.put(OPTION_PREFIX.concat(entry.getKey()), entry.getValue().strip());
    }
    return new ConfigSource(Kind.OPTION, Kind.OPTION.text, entries);
  }

  /** The system properties whose names start with {@code zklocked.}. */
  static ConfigSource systemProperties(Map<?, ?> properties) {
    return new ConfigSource(
        Kind.SYSTEM_PROPERTY, Kind.SYSTEM_PROPERTY.text, starting(SYSTEM_PREFIX, properties));
  }

  /** The environment variables whose names start with {@code ZKLOCKED_}. */
  static ConfigSource environment(Map<?, ?> variables) {
    Map<String, String> entries = starting(ENVIRONMENT_PREFIX, variables);
    entries.keySet().removeAll(OF_AN_OUTER_LOCK);
    return new ConfigSource(Kind.ENVIRONMENT, Kind.ENVIRONMENT.text, entries);
  }

  /** The entries of a file. */
  static ConfigSource file(String path, Map<String, String> entries) {
    return new ConfigSource(Kind.FILE, "file ".concat(path), entries);
  }

  static ConfigException twice(String source, String key) {
    return new ConfigException(
        source + ": the key " + QuotedValue.of(key) + " stands there twice. Leave one of them.",
        source,
        key,
        null);
  }

  private static Map<String, String> starting(String prefix, Map<?, ?> all) {
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<?, ?> entry : all.entrySet()) {
      if (entry.getKey() instanceof String key
          && entry.getValue() instanceof String value
          && key.startsWith(prefix)) {
        found.put(key, value.strip());
      }
    }
    return found;
  }

  Kind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  @Nullable String get(ConfigKey key) {
    return entries.isEmpty() ? null : entries.get(kind.spell(key));
  }

  /** The values that the file has for templates, by the name that a template uses. */
  Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      if (isProperty(entry.getKey())) {
        properties.put(
            entry.getKey().substring(ConfigKey.PROPERTY_PREFIX.length()), entry.getValue());
      }
    }
    return properties;
  }

  /** Refuses keys that are not in the catalogue. */
  void checkKeys() {
    if (entries.isEmpty()) {
      return; // as most are, at each start of a program
    }
    List<String> known = new ArrayList<>();
    for (ConfigKey key : ConfigKey.values()) {
      if (kind != Kind.FILE || key != ConfigKey.CONFIG) {
        known.add(kind.spell(key));
      }
    }
    for (String written : entries.keySet()) {
      if (!known.contains(written) && !isProperty(written)) {
        throw unknown(written, known);
      }
    }
  }

  /** The value of a key was refused. */
  ConfigException refused(ConfigKey key, String value, IllegalArgumentException problem) {
    String spelled = kind.spell(key);
    String shown = key == ConfigKey.CONNECT ? EnsembleAddress.withoutSecrets(value) : value;
    return new ConfigException(
        place(spelled)
            + " is "
            + QuotedValue.of(shown)
            + ", which cannot be used: "
            + problem.getMessage()
            + ". Allowed: "
            + key.allowed()
            + ". Write for example "
            + kind.write(key)
            + ".",
        name,
        spelled,
        problem);
  }

  /** Where a key stands, for messages. */
  String place(String spelled) {
    return name.concat(kind == Kind.FILE ? ", key " : " ").concat(spelled);
  }

  private boolean isProperty(String written) {
    return kind == Kind.FILE
        && written.startsWith(ConfigKey.PROPERTY_PREFIX)
        && written.length() > ConfigKey.PROPERTY_PREFIX.length();
  }

  private ConfigException unknown(String written, List<String> known) {
    StringBuilder message =
        new StringBuilder(name).append(": unknown key ").append(QuotedValue.of(written));
    if (kind == Kind.FILE && written.equals(ConfigKey.CONFIG.text())) {
      message.append(": a file cannot name another one. Remove it.");
    } else {
      String nearest = NearestName.of(written, known);
      if (nearest != null) {
        message.append(". Did you mean ").append(nearest).append('?');
      } else {
        message.append('.');
      }
      message.append(" Known: ").append(String.join(", ", known)).append('.');
      if (kind == Kind.FILE) {
        message.append(" Values for templates start with ").append(ConfigKey.PROPERTY_PREFIX);
      }
    }
    return new ConfigException(message.toString(), name, written, null);
  }
}
