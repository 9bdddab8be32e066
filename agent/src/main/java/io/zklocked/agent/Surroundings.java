package io.zklocked.agent;

import java.util.ArrayList;
import java.util.List;

/** What the agent must know of the JVM that it was given to. Stateless. */
final class Surroundings {

  /** Without these ZooKeeper's client does not run. */
  private static final String[] NEEDED = {"java.logging", "java.security.sasl"};

  private Surroundings() {}

  /**
   * Whether this JVM is a tool of the JDK, such as javac or jcmd, to which JAVA_TOOL_OPTIONS gave
   * the agent. The launcher of single source files is javac by its module, but an application.
   */
  static boolean isJdkTool() {
    String command = System.getProperty("sun.java.command", "");
    if (command.startsWith("jdk.compiler/com.sun.tools.javac.launcher.")) {
      return false;
    }
    String module = System.getProperty("jdk.module.main", "");
    return module.startsWith("jdk.") || module.startsWith("java.");
  }

  /** Whether this JVM was started on the agent's own jar. */
  static boolean isOwnMain() {
    String command = System.getProperty("sun.java.command", "");
    int end = command.indexOf(' ');
    return (end < 0 ? command : command.substring(0, end)).endsWith("zklocked-agent.jar");
  }

  static List<String> missingModules() {
    List<String> missing = new ArrayList<>();
    for (String module : NEEDED) {
      if (ModuleLayer.boot().findModule(module).isEmpty()) {
        missing.add(module);
      }
    }
    return missing;
  }
}
