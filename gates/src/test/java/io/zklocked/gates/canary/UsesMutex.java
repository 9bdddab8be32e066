package io.zklocked.gates.canary;

import org.apache.curator.framework.recipes.locks.InterProcessMutex;

/** Breaks two rules on purpose: a recipe, and an import against the arrows. */
record UsesMutex(InterProcessMutex mutex) {}
