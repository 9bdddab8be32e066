package io.zklocked.cli.frame;

import io.zklocked.runtime.ConfigText;
import io.zklocked.runtime.ZkLocksConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * The options of every command: {@code --json}, and each key of the configuration. They may stand
 * before or behind the command's name. Confined to one thread.
 */
public final class CommonOptions {

  /** Those that the help of each command shows; the others are named where it ends. */
  private static final List<String> SHOWN =
      List.of("connect", "root", "config", "connect-timeout", "session-timeout", "auth-file");

  /** Of no use to a command: they are the agent's. */
  private static final Set<String> AGENTS =
      Set.of("rules", "adopt", "on-unwoven", "observe", "report", "metrics");

  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private final Map<String, String> given = new TreeMap<>();
  private boolean json;

  /** Nothing is given yet. */
  public CommonOptions() {}

  /**
   * Adds the options to a command and to all below it.
   *
   * @param command the command, before anything is parsed
   */
  public void addTo(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.addOption(
        OptionSpec.builder("--json")
            .type(boolean.class)
            .arity("0")
            .description("Print JSON, one object a line; failures too.")
            .scopeType(ScopeType.INHERIT)
            .setter(
                new ISetter() {
                  @Override
                  public <T> @Nullable T set(T value) {
                    json |= Boolean.TRUE.equals(value);
                    return null;
                  }
                })
            .build());
    Map<String, ConfigText> keys = new HashMap<>();
    ZkLocksConfig.keys().forEach(key -> keys.put(key.key(), key));
    SHOWN.forEach(key -> spec.addOption(option(keys.remove(key), false)));
    ZkLocksConfig.keys().stream()
        .filter(key -> keys.containsKey(key.key()) && !AGENTS.contains(key.key()))
        .forEach(key -> spec.addOption(option(key, true)));
  }

  private OptionSpec option(@Nullable ConfigText key, boolean hidden) {
    if (key == null) {
      throw new IllegalStateException("an option for a key that is not there");
    }
    return OptionSpec.builder("--" + key.key())
        .type(String.class)
        .arity("1")
        .paramLabel("VALUE")
        .description(description(key))
        .hidden(hidden)
        .scopeType(ScopeType.INHERIT)
        .setter(
            new ISetter() {
              @Override
              public <T> @Nullable T set(T value) {
                return take(key.key(), value);
              }
            })
        .build();
  }

  private <T> @Nullable T take(String key, @Nullable T value) {
    if (value != null) {
      given.put(key, value.toString());
    }
    return null;
  }

  /** Percent signs and dollars are directives there. */
  private static String[] description(ConfigText key) {
    String text = key.description() + " Takes " + key.allowed() + ".";
    return new String[] {text.replace("%", "%%").replace("${", "$${")};
  }

  /**
   * The configuration: these options, then system properties, environment and file, as everywhere.
   * Blocks for the reading of the file.
   *
   * @return the configuration, which names servers
   * @throws io.zklocked.runtime.ConfigException if it cannot be used
   * @throws CommandFailure if it is for locks within one JVM
   */
  public ZkLocksConfig config() {
    String level = given.get("log");
    if (level != null) {
      System.setProperty(LOG_LEVEL, level);
    }
    ZkLocksConfig config = ZkLocksConfig.loadOptions(given);
    if (config.isMemory()) {
      throw new CommandFailure(
          ExitCodes.USAGE,
          "usage",
          "connect=memory keeps locks within one JVM, where no command sees them. Name servers, for"
              + " example --connect zk1:2181,zk2:2181.");
    }
    return config;
  }

  /**
   * Whether programs are to read what is printed.
   *
   * @return true with {@code --json}
   */
  public boolean json() {
    return json;
  }
}
