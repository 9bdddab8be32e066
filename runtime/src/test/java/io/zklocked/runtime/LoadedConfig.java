package io.zklocked.runtime;

/** Loads a configuration from its arguments, or nothing: the program of {@link ConfigStartIT}. */
final class LoadedConfig {

  private LoadedConfig() {}

  public static void main(String[] arguments) throws ClassNotFoundException {
    // Opens the jars, so that only what the configuration itself needs makes the difference.
    Class.forName("io.zklocked.OnBusy");
    Class.forName("io.zklocked.runtime.engine.JvmIdentity");
    for (String argument : arguments) {
      ZkLocksConfig.load(argument);
    }
  }
}
