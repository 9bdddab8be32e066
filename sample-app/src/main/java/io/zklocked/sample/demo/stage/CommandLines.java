package io.zklocked.sample.demo.stage;

import io.zklocked.ZkLocked;
import io.zklocked.sample.demo.guice.UnderGuice;
import io.zklocked.sample.worker.LauncherLine;
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
public final class CommandLines {

  /** How the locks are applied. */
  public enum Locks {
    /** Nobody applies them. */
    NONE("without locks"),
    /** The agent does. */
    AGENT("with the agent"),
    /** Guice does. */
    GUICE("with Guice");

    private final String inWords;

    Locks(String inWords) {
      this.inWords = inWords;
    }

    /** Such as {@code with the agent}. */
    public String inWords() {
      return inWords;
    }
  }

  private static final List<String> JVM =
      List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Locks locks;
  private final @Nullable String configuration;
  private final String classPath;

  /**
   * Command lines.
   *
   * @param locks how the locks are applied
   * @param configuration as the agent takes it; null without locks
   */
  public CommandLines(Locks locks, @Nullable String configuration) {
    this(locks, configuration, programClassPath());
  }

  private CommandLines(Locks locks, @Nullable String configuration, String classPath) {
    this.locks = locks;
    this.configuration = configuration;
    this.classPath = classPath;
  }

  /** The same with all that the launcher has on the programs' class path, as ZooKeeper's client. */
  public CommandLines withEverything() {
    return new CommandLines(locks, configuration, System.getProperty("java.class.path"));
  }

  /**
   * The command of one worker.
   *
   * @param program its main class
   * @param arguments its arguments
   */
  public List<String> of(Class<?> program, List<String> arguments) {
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
          List.of(
              UnderGuice.class.getName(), String.valueOf(configuration), program.getSimpleName()));
    } else {
      command.addAll(List.of(classPath, program.getName()));
    }
    command.addAll(arguments);
    return command;
  }

  /**
   * What a user would type, without the paths.
   *
   * @param program the worker's main class
   */
  public String inShort(Class<?> program) {
    String name = program.getSimpleName();
    return switch (locks) {
      case NONE -> "java " + name;
      case AGENT -> "java -javaagent:zklocked-agent.jar=" + configuration + " " + name;
      case GUICE -> "java UnderGuice " + configuration + " " + name;
    };
  }

  /** The class path of the programs. */
  public static String programClassPath() {
    return Arrays.asList(home(LauncherLine.class), home(ZkLocked.class), home(org.h2.Driver.class))
        .stream()
        .map(Path::toString)
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  private static Path agentJar() {
    return builtJar("agent/target/zklocked-agent.jar");
  }

  /**
   * A jar, as the build leaves it beside the sample.
   *
   * @param name from the root of the checkout
   * @throws DemoException if it is not there
   */
  public static Path builtJar(String name) {
    Path jar = home(LauncherLine.class).resolve("../../../" + name).normalize();
    if (!Files.isRegularFile(jar)) {
      throw new DemoException("The project is not built: there is no " + jar + ".");
    }
    return jar;
  }

  /** Where the pages go, unless somebody says otherwise. */
  public static Path pages() {
    return home(LauncherLine.class).resolve("../demo").normalize();
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new DemoException("cannot tell where " + type.getName() + " comes from", e);
    }
  }
}
