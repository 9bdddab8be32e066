package io.zklocked.canary.engine;

import org.apache.curator.framework.CuratorFramework;

/** Breaks a rule on purpose: the engine knows nothing of Curator. */
record ImportsCurator(CuratorFramework client) {}
