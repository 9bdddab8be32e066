package io.zklocked.runtime;

/** Loads a configuration from its arguments, or nothing: the program of {@link ConfigStartIT}. */
final class LoadedConfig {

  private LoadedConfig() {}

  public static void main(String[] arguments) {
    for (String argument : arguments) {
      ZkLocksConfig.load(argument);
    }
  }
}
