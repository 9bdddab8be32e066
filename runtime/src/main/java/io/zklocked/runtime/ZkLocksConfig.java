package io.zklocked.runtime;

/** The configuration of one runtime. Immutable. */
public final class ZkLocksConfig {

  private ZkLocksConfig() {}
}
