package io.zklocked.agent;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.function.ToIntFunction;

/**
 * What the agent's jar does when it is run instead of given to a JVM. A command is one line of
 * {@link #run}: one that needs more than the entry lies in the agent's own loader. Stateless.
 */
final class AgentCommand {

  private static final int DONE = 0;
  private static final int MISUSED = 2;

  private static final String KNOWN = "attach, check, version, help";

  private AgentCommand() {}

  /**
   * Runs a command.
   *
   * @return the exit code of the process
   */
  static int run(String version, String[] arguments) {
    String command = arguments.length == 0 ? "" : arguments[0];
    switch (command) {
      case "" -> {
        for (String line : help(version)) {
          Console.print(line);
        }
        return DONE;
      }
      case "help", "-h", "--help" -> {
        for (String line : help(version)) {
          System.out.println(line);
        }
        return DONE;
      }
      case "version", "-version", "--version" -> {
        System.out.println("zklocked " + version);
        return DONE;
      }
      case "check" -> {
        return inside("io.zklocked.agent.check.CheckCommand", arguments);
      }
      case "attach" -> {
        if (!Surroundings.canAttach()) {
          Console.print(
              "zklocked: this java has no module jdk.attach: run the command by the java of a JDK");
          return 1;
        }
        return AttachCommand.run(rest(arguments));
      }
      default -> {
        Console.print("zklocked: there is no command '" + command + "'. Known: " + KNOWN + ".");
        return MISUSED;
      }
    }
  }

  /** What follows the name of the command. */
  private static String[] rest(String[] arguments) {
    String[] rest = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, rest, 0, rest.length);
    return rest;
  }

  /** Runs a command whose class is in the agent's own loader; it is given what follows its name. */
  private static int inside(String name, String[] arguments) {
    try {
      @SuppressWarnings("unchecked") // the contract of all commands in there
      ToIntFunction<String[]> command =
          Class.forName(name, true, Inside.isolated())
              .asSubclass(ToIntFunction.class)
              .getConstructor()
              .newInstance();
      return command.applyAsInt(rest(arguments));
    } catch (ReflectiveOperationException | URISyntaxException | IOException e) {
      throw new IllegalStateException("the agent's jar cannot be read or is not whole: " + e, e);
    }
  }

  private static String[] help(String version) {
    return new String[] {
      "zklocked " + version + ": a java agent that runs methods with @ZkLocked under locks on",
      "Apache ZooKeeper. Start the application with it:",
      "  java -javaagent:zklocked-agent.jar=connect=zk1:2181,zk2:2181 -jar app.jar",
      "or give it to a JVM that runs already:",
      "  java -jar zklocked-agent.jar attach <pid> connect=zk1:2181,zk2:2181",
      "For a laptop without ZooKeeper: connect=memory (locks within one JVM only).",
      "See what it would lock, and what is wrong, without starting the application:",
      "  java -jar zklocked-agent.jar check --classpath app.jar [--rules locks.rules]",
    };
  }
}
