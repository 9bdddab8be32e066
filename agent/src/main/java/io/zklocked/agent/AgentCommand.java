package io.zklocked.agent;

/**
 * What the agent's jar does when it is run instead of given to a JVM. Each
 * command is a case of {@link #run}. Stateless.
 */
final class AgentCommand {

  private static final int DONE = 0;
  private static final int MISUSED = 2;

  private static final String KNOWN = "version, help";

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
      default -> {
        Console.print("zklocked: there is no command '" + command + "'. Known: " + KNOWN + ".");
        return MISUSED;
      }
    }
  }

  private static String[] help(String version) {
    return new String[] {
      "zklocked " + version + ": a java agent that runs methods with @ZkLocked under locks on",
      "Apache ZooKeeper. Start the application with it:",
      "  java -javaagent:zklocked-agent.jar=connect=zk1:2181,zk2:2181 -jar app.jar",
      "For a laptop without ZooKeeper: connect=memory (locks within one JVM only).",
    };
  }
}
