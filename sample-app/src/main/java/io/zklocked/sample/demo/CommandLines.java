package io.zklocked.sample.demo;

import io.zklocked.ZkLocked;
import io.zklocked.sample.bank.BankProgram;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command lines of the workers. The programs' class path holds their own classes, the
 * annotations and the database's driver: nothing of the runtime, Curator or ZooKeeper. Immutable.
 */
final class CommandLines {

  /** How the locks are applied. */
  enum Locks {
    NONE,
    AGENT,
    GUICE
  }

  private static final List<String> JVM =
      List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Locks locks;
  private final @Nullable String configuration;

  /**
   * Command lines.
   *
   * @param locks how the locks are applied
   * @param configuration as the agent takes it; null without locks
   */
  CommandLines(Locks locks, @Nullable String configuration) {
    this.locks = locks;
    this.configuration = configuration;
  }

  /**
   * The command of one worker.
   *
   * @param program its main class
   * @param arguments its arguments
   */
  List<String> of(Class<?> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    if (locks == Locks.AGENT) {
      command.add("-javaagent:" + agentJar() + "=" + configuration);
    }
    command.add("-cp");
    if (locks == Locks.GUICE) {
      command.add(System.getProperty("java.class.path"));
      command.addAll(
          List.of(GuiceStart.class.getName(), String.valueOf(configuration), program.getName()));
    } else {
      command.addAll(List.of(programClassPath(), program.getName()));
    }
    command.addAll(arguments);
    return command;
  }

  /** What a user would type, without the paths. */
  String inShort(Class<?> program) {
    String main = program.getSimpleName();
    return switch (locks) {
      case NONE -> "java " + main;
      case AGENT -> "java -javaagent:zklocked-agent.jar=" + configuration + " " + main;
      case GUICE -> "java GuiceStart " + configuration + " " + main;
    };
  }

  /** The class path of the programs. */
  static String programClassPath() {
    return Arrays.asList(home(BankProgram.class), home(ZkLocked.class), home(org.h2.Driver.class))
        .stream()
        .map(Path::toString)
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  /** The agent's jar, as the build leaves it beside the sample. */
  static Path agentJar() {
    Path jar =
        home(BankProgram.class).resolve("../../../agent/target/zklocked-agent.jar").normalize();
    if (!Files.isRegularFile(jar)) {
      throw new DemoException("The agent is not built: there is no " + jar + ".");
    }
    return jar;
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new DemoException("cannot tell where " + type.getName() + " comes from", e);
    }
  }
}
