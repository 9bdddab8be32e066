package io.zklocked.sample.demo;

import org.jspecify.annotations.Nullable;

/**
 * What all runs of one demo share. Immutable.
 *
 * @param options what the user asked for
 * @param screen where the user reads
 * @param cleanup closes what is opened
 * @param connect the ensemble
 */
record Stage(DemoOptions options, Screen screen, Cleanup cleanup, String connect) {

  private static final String ROOT = "/zklocked-demo";

  /** The configuration of a worker's locks, as the agent takes it. */
  String configuration() {
    return "connect=" + connect + ",root=" + ROOT;
  }

  CommandLines commands(CommandLines.Locks locks) {
    @Nullable String configuration = locks == CommandLines.Locks.NONE ? null : configuration();
    return new CommandLines(locks, configuration);
  }

  /** How the runs with locks apply them. */
  CommandLines.Locks locks() {
    return options.guice() ? CommandLines.Locks.GUICE : CommandLines.Locks.AGENT;
  }
}
