/**
 * Assembles a runtime and offers locks by hand: {@link io.zklocked.runtime.ZkLocks}, its
 * configuration, and what a front end such as the agent or Guice starts.
 */
@NullMarked
package io.zklocked.runtime;

import org.jspecify.annotations.NullMarked;
