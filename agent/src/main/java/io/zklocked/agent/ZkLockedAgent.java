package io.zklocked.agent;

import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The java agent's way in. It reads the configuration, says in one line what it is, and registers
 * the search for classes to weave; nothing connects before the first lock is wanted. Thread-safe.
 */
public final class ZkLockedAgent {

  /** What the agent said when it started; null before. */
  private static @Nullable String present;

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
      if (Surroundings.isJdkTool()) {
        return;
      }
      if (present() != null) {
        Console.print("zklocked: " + second());
        return;
      }
      start(arguments, instrumentation);
    } catch (IllegalArgumentException | IllegalStateException e) {
      Console.print("zklocked: " + e.getMessage());
      System.exit(1);
    } catch (SecurityException e) {
      // Neither the descriptor of the standard error nor an end of the JVM may be had.
      System.err.println(
          "zklocked: the security manager stops the agent: grant its jar"
              + " java.security.AllPermission in the policy");
      throw e;
    }
  }

  /**
   * Starts the agent in a JVM that runs already, where classes loaded before are woven again; or
   * for an executable jar whose manifest names it as {@code Launcher-Agent-Class}, which it ends
   * with exit code 1 as {@link #premain} does. A JVM that it is attached to goes on without it.
   *
   * @param arguments as for {@link #premain}
   * @param instrumentation the JVM's
   * @throws IllegalArgumentException if the configuration is missing or wrong; nothing is locked
   * @throws IllegalStateException if the JVM has the agent already, or lacks what it needs
   */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    AttachReply reply = AttachReply.of(arguments);
    try {
      if (Surroundings.isJdkTool()) {
        throw new IllegalStateException("this JVM is a tool of the JDK");
      }
      if (present() != null) {
        throw new IllegalStateException(second());
      }
      reply.done(start(reply.options(), instrumentation));
    } catch (IllegalArgumentException | IllegalStateException e) {
      Console.print("zklocked: " + e.getMessage());
      if (reply.isWanted()) {
        reply.refused(String.valueOf(e.getMessage()));
        return;
      }
      if (Surroundings.isLaunching()) {
        System.exit(1);
      }
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

  private static synchronized String start(
      @Nullable String arguments, Instrumentation instrumentation) {
    List<String> missing = Surroundings.missingModules();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "this JVM lacks modules that the agent needs; add them to its image: " + missing);
    }
    if (!instrumentation.isRetransformClassesSupported()) {
      throw new IllegalStateException(
          "the manifest that names the agent must say Can-Retransform-Classes: true as well");
    }
    Inside inside = Inside.open(arguments);
    String said = "zklocked " + version() + ": " + inside.shown();
    Console.print(said);
    LockingTransformer transformer = new LockingTransformer(inside, instrumentation);
    transformer.warmUp();
    instrumentation.addTransformer(transformer, true);
    present = said;
    new Sweep(inside, instrumentation).weave(instrumentation.getAllLoadedClasses());
    return said;
  }

  private static synchronized @Nullable String present() {
    return present;
  }

  private static String second() {
    return "the agent was given more than once; the first one stays, alone: " + present();
  }

  private static String version() {
    String version = ZkLockedAgent.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
