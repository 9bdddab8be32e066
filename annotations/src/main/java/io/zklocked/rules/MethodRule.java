package io.zklocked.rules;

import org.jspecify.annotations.Nullable;

/** One thing that a lock must not ask of its method. */
interface MethodRule {

  /** What is wrong, or null. */
  @Nullable Fault fault(LockAttributes lock, MethodSight method);
}
