package io.zklocked.agent.weave;

import io.zklocked.rules.LockAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A lock as an annotation in a class file declares it. Immutable.
 *
 * @param attributes what it says, as far as this version knows it
 * @param unknown the first attribute that this version does not know, or null
 */
record DeclaredLock(LockAttributes attributes, @Nullable String unknown) {}
