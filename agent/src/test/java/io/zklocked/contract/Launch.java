package io.zklocked.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a JVM that locks one way. Immutable.
 *
 * @param java the JVM
 * @param way how it locks
 * @param argument the configuration, as the agent takes it
 * @param agent the agent's jar
 * @param classPath of the application
 * @param logs where its standard error goes
 */
record Launch(Path java, Way way, String argument, Path agent, String classPath, Path logs) {

  /** What a child finds as system properties, to start children of its own. */
  private static final String AGENT = "contract.agent";

  private static final String LOGS = "contract.logs";

  /** How to start children like this JVM. */
  static Launch likeThis(Way way, String argument) {
    return new Launch(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        way,
        argument,
        Path.of(System.getProperty(AGENT)),
        System.getProperty("java.class.path"),
        Path.of(System.getProperty(LOGS)));
  }

  Launch with(String otherArgument) {
    return new Launch(java, way, otherArgument, agent, classPath, logs);
  }

  /** A process that runs the class's main method with the way and the configuration. */
  ProcessBuilder of(Class<?> main) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-D" + AGENT + "=" + agent);
    command.add("-D" + LOGS + "=" + logs);
    if (way == Way.AGENT) {
      command.add("-javaagent:" + agent + "=" + argument);
    }
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    command.add(way.name());
    command.add(argument);
    Files.createDirectories(logs);
    Path log = Files.createTempFile(logs, way + "-" + main.getSimpleName() + "-", ".log");
    return new ProcessBuilder(command).redirectError(log.toFile());
  }
}
