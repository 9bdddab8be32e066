package io.zklocked.agent;

import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The java agent's way in. It reads the configuration, says in one line what it is, and registers
 * the search for classes to weave; nothing connects before the first lock is wanted. Thread-safe.
 */
public final class ZkLockedAgent {

  private static boolean present;

  private ZkLockedAgent() {}

  /**
   * Starts the agent with its JVM. A configuration that is missing or wrong ends the JVM with exit
   * code 1, as does a JVM without the modules that the agent needs.
   *
   * @param arguments the configuration, such as {@code connect=zk1:2181,zk2:2181,root=/app}
   * @param instrumentation the JVM's
   */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      start(arguments, instrumentation);
    } catch (IllegalArgumentException | IllegalStateException e) {
      Console.print("zklocked: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Starts the agent in a JVM that runs already: classes loaded before are woven again.
   *
   * @param arguments as for {@link #premain}
   * @param instrumentation the JVM's
   * @throws IllegalArgumentException if the configuration is missing or wrong; nothing is locked
   * @throws IllegalStateException if the JVM lacks a module that the agent needs
   */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    if (Surroundings.isOwnMain()) {
      return;
    }
    try {
      start(arguments, instrumentation);
    } catch (IllegalArgumentException | IllegalStateException e) {
      Console.print("zklocked: " + e.getMessage());
      throw e;
    }
  }

  /**
   * Runs a command of this jar; without one, says what the jar is.
   *
   * @param arguments the command, such as {@code check}, and what it takes
   */
  public static void main(String[] arguments) {
    int code = AgentCommand.run(version(), arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  private static void start(@Nullable String arguments, Instrumentation instrumentation) {
    if (Surroundings.isJdkTool()) {
      return;
    }
    if (!first()) {
      Console.print("zklocked: the agent was given more than once; the first one stays, alone");
      return;
    }
    List<String> missing = Surroundings.missingModules();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "this JVM lacks modules that the agent needs; add them to its image: " + missing);
    }
    Inside inside = Inside.open(arguments);
    Console.print("zklocked " + version() + ": " + inside.shown());
    LockingTransformer transformer = new LockingTransformer(inside, instrumentation);
    transformer.warmUp();
    instrumentation.addTransformer(transformer, true);
    new Sweep(inside, instrumentation).weave(instrumentation.getAllLoadedClasses());
  }

  private static synchronized boolean first() {
    boolean first = !present;
    present = true;
    return first;
  }

  private static String version() {
    String version = ZkLockedAgent.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
