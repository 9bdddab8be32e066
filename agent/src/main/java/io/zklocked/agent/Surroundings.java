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

  /** Whether the JVM is about to start its main class, on the thread of which this runs. */
  static boolean isLaunching() {
    return Thread.currentThread().getName().equals("main");
  }

  /** Whether this JVM can attach to others. */
  static boolean canAttach() {
    return ModuleLayer.boot().findModule("jdk.attach").isPresent();
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
